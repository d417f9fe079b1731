import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { advance } from "../factories.ts";
import { type FeedServer, feedUrl, startFeedServer } from "../feeds.ts";
import { send } from "../http.ts";
import { mailAbout, mailbox } from "../mails.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  let server: FeedServer;
  let world: World;
  let app: TestApp;
  let guest: Traveller;
  let listingId: string;
  let before: readonly string[];

  beforeAll(async () => {
    server = await startFeedServer();
    world = await startWorld(driver, server.variables);
    app = world.app;
    listingId = world.loft.id;
  });
  afterAll(async () => {
    await world.close();
    await server.close();
  });
  beforeEach(async () => {
    guest = await world.traveller();
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    left.get(driver.surface)?.set(task.name, changes(before, await footprint(app)));
    await expectInvariants(app);
  });

  const feeds = async () => (await world.host.call("listings.feeds", { listingId })).output.data;
  const feedId = async () => (await feeds())[0]?.id ?? "";
  /** Half an hour later at most, everything that is due has been read. */
  const later = async () => {
    await advance(app, "PT37M");
    await footprint(app);
    return (await feeds())[0];
  };
  const isTaken = async (dates: { readonly checkIn: string; readonly checkOut: string }) => {
    const wish = { listingId, ...dates, guests: { adults: 2 } };
    return world
      .anyone()
      .call("bookings.quote", wish)
      .then(
        () => false,
        () => true,
      );
  };

  test("nights of another site are taken; a clash is told, and taken up when the booking goes; moves, absence and echoes", async () => {
    const [elsewhere, moved, both] = [world.ownDates(), world.ownDates(), world.ownDates()];
    server.serve(`a ${elsewhere.checkIn} ${elsewhere.checkOut}`);
    await world.host.call("listings.addFeed", { listingId, url: feedUrl, name: "Another site" });
    await until("the calendar to be read", async () => ((await feeds())[0]?.status === "working" ? true : undefined));
    expect(await isTaken(elsewhere)).toBe(true);

    // Booked here before the other site knew, and there before we did.
    const booking = await guest.book(both);
    await guest.pay(booking.id, "pm_card_visa");
    await guest.inState(booking.id, "confirmed");
    server.serve(`a ${moved.checkIn} ${moved.checkOut}`, `b ${both.checkIn} ${both.checkOut}`);
    expect((await later())?.clashes).toEqual([{ first: both.checkIn, until: both.checkOut, bookingId: booking.id }]);
    expect([await isTaken(elsewhere), await isTaken(moved)]).toEqual([false, true]);
    const mail = await mailAbout(app, world.host.email, "Nights are taken twice");
    expect(mail.text).toContain("Another site");

    // The other site reads our calendar, and says what it read, under a name of its own and under ours.
    const { url } = (await world.host.call("listings.calendarLink", { listingId })).output;
    const file = await fetch(url);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    const text = await file.text();
    const [, uid = ""] = /UID:(\S+\r\n \S+)/.exec(text) ?? [];
    expect(text).toContain("SUMMARY:Reserved");
    expect(text).not.toContain(guest.email);
    const again = await fetch(url, { headers: { "if-none-match": file.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
    const own = await guest.book(world.ownDates());
    await guest.pay(own.id, "pm_card_visa");
    await guest.inState(own.id, "confirmed");
    await (await fetch(url)).text();
    server.serve(
      `a ${moved.checkIn} ${moved.checkOut}`,
      `b ${both.checkIn} ${both.checkOut}`,
      `${uid.replace(/\r\n /, "")} ${both.checkIn} ${both.checkOut}`,
      `theirs ${own.checkIn} ${own.checkOut}`,
    );
    expect((await later())?.clashes).toHaveLength(1);
    expect(
      (await mailbox(app, world.host.email)).filter(({ subject }) => subject.includes("taken twice")),
    ).toHaveLength(1);

    // What is missing is free.
    server.serve(`b ${both.checkIn} ${both.checkOut}`);
    await later();
    expect([await isTaken(moved), await isTaken(both)]).toEqual([false, true]);
  });

  test("a held stay that is given up leaves its nights to the calendar that waits for them", async () => {
    const dates = world.ownDates();
    const booking = await guest.book(dates);
    server.serve(`c ${dates.checkIn} ${dates.checkOut}`);
    await world.host.call("listings.syncFeed", { listingId, feedId: await feedId() });
    await footprint(app);
    await guest.call("bookings.cancel", { bookingId: booking.id }, randomUUID());
    expect(await isTaken(dates)).toBe(true);
    await world.host.call("listings.removeFeed", { listingId, feedId: await feedId() });
    expect(await isTaken(dates)).toBe(false);
  });

  test("a calendar that cannot be read says so; addresses that lead inside are refused; a new link ends the old one", async () => {
    server.answer((_request, response) => void response.end("<html>Sorry</html>"));
    await world.host.call("listings.addFeed", { listingId, url: feedUrl, name: "Another site" });
    await footprint(app);
    expect(await feeds()).toMatchObject([{ status: "failing", problem: { code: "not_a_calendar" } }]);
    const inside = { listingId, url: "https://169.254.169.254/latest", name: "Inside" };
    const refused = await refusal(world.host.call("listings.addFeed", inside));
    expect(refused).toMatchObject({ code: "request.invalid", issues: [{ pointer: "/url", code: "private_address" }] });
    expect((await refusal(guest.call("listings.feeds", { listingId }))).status).toBe(403);
    const old = (await world.host.call("listings.calendarLink", { listingId })).output.url;
    const { url } = (await world.host.call("listings.rotateCalendarLink", { listingId })).output;
    const path = (link: string) => `GET /${link.slice(app.origin.length + 1)}` as const;
    expect([(await send(app.origin, path(old))).status, (await send(app.origin, path(url))).status]).toEqual([
      404, 200,
    ]);
    await world.host.call("listings.removeFeed", { listingId, feedId: await feedId() });
  });
});

test("every journey leaves the same behind over every surface", () => {
  const [first, ...others] = drivers.map(({ surface }) => Object.fromEntries(left.get(surface) ?? []));
  expect(Object.keys(first ?? {})).toHaveLength(3);
  for (const other of others) expect(other).toEqual(first);
});
