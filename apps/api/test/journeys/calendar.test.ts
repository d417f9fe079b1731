import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { advance, home } from "../factories.ts";
import { daysAhead } from "../rig.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  const { surface } = driver;
  let world: World;
  let app: TestApp;
  let host: World["host"];
  let guest: Traveller;
  let before: readonly string[];

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
    host = world.host;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    guest = await world.traveller();
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    left.get(surface)?.set(task.name, changes(before, await footprint(app)));
    await expectInvariants(app);
  });

  const stay = (from: number, to: number) => ({ checkIn: daysAhead(from), checkOut: daysAhead(to) });
  const letters = { booking: "b", hold: "h", block: "B", external: "e", preparation: "p" } as const;
  /** By what each night is taken, as somebody sees it: a letter for each, "." where it is free. */
  const nights = async (who: World["host"] | Traveller, listingId: string, [from, to]: readonly [number, number]) => {
    const asked = { listingId, from: daysAhead(from), to: daysAhead(to) };
    const { output } = await who.call("listings.calendar", asked);
    return output.nights.map(({ available, taken }) => (taken ? letters[taken.by] : available ? "." : "x")).join("");
  };
  const taken = { status: 409, code: "booking.dates_unavailable" };

  test("a host blocks nights around a stay, a guest finds the nearest that are free, and the calendar tells it all", async () => {
    const { id: listingId } = await home(app, host, { minNights: 2, preparationDays: 1 });
    const { id: quoteId } = await world.quote(stay(40, 43), listingId);
    const { id: bookingId } = (await guest.call("bookings.create", { quoteId }, randomUUID())).output;
    await guest.pay(bookingId, "pm_card_visa");
    await guest.inState(bookingId, "confirmed");

    const over = { listingId, first: daysAhead(42), until: daysAhead(46) };
    expect(await refusal(host.call("listings.block", over))).toMatchObject({
      ...{ ...taken, details: { nights: [daysAhead(42)] }, issues: [{ pointer: "/first", code: "booking" }] },
    });
    const block = (await host.call("listings.block", { ...over, first: daysAhead(43), note: "Painting" })).output;
    expect(await nights(host, listingId, [37, 48])).toBe("..pbbbBBB..");
    expect(await nights(guest, listingId, [37, 48])).toBe("..xxxxxxx..");
    expect((await host.call("listings.blocks", { listingId })).output.data).toEqual([block]);

    const told = (await guest.call("listings.explainAvailability", { listingId, ...stay(44, 45), guests: 5 })).output;
    expect(told.obstacles.map(({ rule }) => rule)).toEqual(["min_nights", "max_guests", "nights_taken"]);
    const wish = { listingId, ...stay(44, 46), guests: 2 };
    const { suggestions } = (await guest.call("listings.explainAvailability", wish)).output;
    expect(suggestions[0]).toEqual({ ...stay(46, 48), nights: 2 });
    for (const { nights: _, ...dates } of suggestions) await world.quote(dates, listingId);
    expect(await refusal(world.quote(stay(44, 46), listingId))).toMatchObject(taken);

    await host.call("listings.unblock", { listingId, blockId: block.id });
    expect(await nights(host, listingId, [37, 48])).toBe("..pbbbp....");
    expect((await guest.call("listings.explainAvailability", wish)).output).toMatchObject({ bookable: true });
  });

  test("a home is let from Saturday to Saturday in its season, and search knows it", async () => {
    const city = `Lom ${surface}`;
    const { id: listingId } = await home(app, host, { city, advanceNoticeDays: 3 });
    const saturday = 60 + ((6 - Temporal.PlainDate.from(daysAhead(60)).dayOfWeek + 7) % 7);
    const season = { first: daysAhead(50), until: daysAhead(100) };
    const others = ["monday", "tuesday", "wednesday", "thursday", "friday", "sunday"] as const;
    const rules = [
      { ...season, weekdays: [...others], closedToArrival: true, closedToDeparture: true },
      { ...season, minNights: 7 },
    ];
    const kept = (await host.call("listings.setStayRules", { listingId, rules })).output;
    expect((await guest.call("listings.stayRules", { listingId })).output).toEqual(kept);

    const found = async (from: number, to: number) =>
      (await guest.call("listings.search", { city, ...stay(from, to) })).output.data.map(({ id }) => id);
    expect(await found(saturday, saturday + 7)).toEqual([listingId]);
    expect(await found(saturday, saturday + 2)).toEqual([]);
    expect(await found(saturday + 1, saturday + 8)).toEqual([]);
    expect(await found(30, 32)).toEqual([listingId]);
    expect(await found(1, 3)).toEqual([]);
    expect(await refusal(world.quote(stay(saturday + 1, saturday + 3), listingId))).toMatchObject({
      ...{ status: 422, code: "stay.rule" },
      details: { rules: ["closed_to_arrival", "closed_to_departure", "min_nights"] },
    });
    const told = (await guest.call("listings.explainAvailability", { listingId, ...stay(saturday + 1, saturday + 8) }))
      .output;
    expect(told.suggestions[0]).toEqual({ ...stay(saturday, saturday + 7), nights: 7 });
    const asked = { listingId, from: daysAhead(saturday), to: daysAhead(saturday + 3) };
    const calendar = (await guest.call("listings.calendar", asked)).output;
    expect(calendar.nights.map(({ checkIn, minNights }) => [checkIn, minNights])).toEqual([
      [true, 7],
      [false, 7],
      [false, 7],
    ]);
  });

  test("a hold shows in the host's calendar until it expires; what is not his, he cannot block", async () => {
    const { id: listingId } = await home(app, host);
    const { id: quoteId } = await world.quote(stay(20, 22), listingId);
    await guest.call("bookings.create", { quoteId }, randomUUID());
    expect(await nights(host, listingId, [19, 23])).toBe(".hh.");
    const wanted = { listingId, first: daysAhead(20), until: daysAhead(22) };
    expect(await refusal(host.call("listings.block", wanted))).toMatchObject({ ...taken, issues: [{ code: "hold" }] });
    expect((await refusal(guest.call("listings.block", wanted))).code).toBe("permission.denied");
    expect((await refusal(guest.call("listings.blocks", { listingId }))).code).toBe("permission.denied");
    expect((await refusal(guest.call("listings.setStayRules", { listingId, rules: [] }))).code).toBe(
      "permission.denied",
    );
    await advance(app, "PT16M");
    await host.call("listings.block", wanted);
    expect(await refusal(world.quote(stay(20, 22), listingId))).toMatchObject(taken);
  });
});

test("every journey leaves the same behind over every surface", () => {
  const [first, ...others] = drivers.map(({ surface }) => Object.fromEntries(left.get(surface) ?? []));
  expect(Object.keys(first ?? {})).toHaveLength(3);
  for (const other of others) expect(other).toEqual(first);
});
