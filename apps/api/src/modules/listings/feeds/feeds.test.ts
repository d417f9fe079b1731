import { randomUUID } from "node:crypto";
import { type CalendarFeed, CalendarLink, CalendarFeed as FeedOutput } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FeedServer, feedUrl, startFeedServer, syncNow } from "../../../../test/feeds.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { checkInvariants } from "../../../invariants.ts";
import type { UserActor } from "../../../platform/action.ts";
import { drainSweeps } from "../../../platform/sweeps.ts";
import { areNightsFree, claimNights, promoteHold, releaseNights, swapNights } from "../occupancy.ts";
import { addFeed } from "./add-feed.ts";
import { getCalendarFile } from "./get-calendar-file.ts";
import { getCalendarLink } from "./get-calendar-link.ts";
import { listFeeds } from "./list-feeds.ts";
import { removeFeed } from "./remove-feed.ts";
import { syncFeed } from "./sync-feed.ts";

let server: FeedServer;
let rig: Rig;
let host: UserActor;
let listingId: string;
let feed: CalendarFeed;

beforeAll(async () => {
  server = await startFeedServer();
  rig = await startRig(server.variables);
});
afterAll(async () => {
  await rig.close();
  await server.close();
});
beforeEach(async () => {
  host = await rig.addUser(["guest", "host"]);
  listingId = await rig.addHome({ host_id: host.userId });
  server.serve();
  feed = FeedOutput.parse(await rig.call(addFeed, { listingId, url: feedUrl, name: "Airbnb" }, host));
});

const day = daysAhead;
const serve = (...events: readonly (readonly [uid: string, first: number, until: number])[]) =>
  server.serve(...events.map(([uid, first, until]) => `${uid} ${day(first)} ${day(until)}`));
const sync = () => syncNow(rig, feed.id);
const shown = async () =>
  FeedOutput.array().parse(Reflect.get(Object(await rig.call(listFeeds, { listingId }, host)), "data"));
const state = async () => (await shown()).find(({ id }) => id === feed.id);
const isFree = (first: number, until: number) =>
  areNightsFree(rig.sql, { listingId, checkIn: day(first), checkOut: day(until), now: new Date() });
const take = (first: number, until: number, more: { reference?: string; expiresAt?: Date | null } = {}) =>
  rig.inTransaction((sql) =>
    claimNights(sql, {
      ...{ listingId, checkIn: day(first), checkOut: day(until), now: new Date() },
      ...{ reference: randomUUID(), expiresAt: null, ...more },
    }),
  );
const external = async () =>
  (
    await rig.sql.all<{ nights: string }>(
      "test_external",
      "select nights::text from occupancy where listing_id = $1 and kind = 'external' order by nights",
      [listingId],
    )
  ).map(({ nights }) => nights);
const range = (first: number, until: number) => `[${day(first)},${day(until)})`;
const clashes = () =>
  rig.sql.all<{ bookingId: string }>(
    "test_clashes",
    `select e.data ->> 'bookingId' as "bookingId" from event e join feed_event f on f.id::text = e.data ->> 'feedEventId'
     where e.type = 'calendar.clashed' and f.listing_id = $1 order by e.id`,
    [listingId],
  );

test("a new calendar waits until it is read, by a job that its adding made", async () => {
  expect(feed).toMatchObject({ status: "waiting", problem: null, lastSyncedAt: null, events: 0, clashes: [] });
  expect(await rig.jobs("listings.fetch-feed")).toContainEqual({ feedId: feed.id });
  serve(["a", 10, 13]);
  await sync();
  expect(await state()).toMatchObject({ status: "working", problem: null, events: 1, clashes: [] });
  expect(await isFree(12, 14)).toBe(false);
  expect(await isFree(13, 14)).toBe(true);
  expect(await take(12, 14)).toBe(false);
});

test("a second reading of the same changes nothing and is not applied", async () => {
  serve(["a", 10, 13]);
  await sync();
  const rows = await rig.sql.all("test_rows", "select * from occupancy where listing_id = $1", [listingId]);
  await sync();
  expect(server.asked.length).toBeGreaterThan(1);
  expect(await rig.sql.all("test_rows", "select * from occupancy where listing_id = $1", [listingId])).toEqual(rows);
  expect((await state())?.status).toBe("working");
});

test("the same UID with other dates is a move; what is missing in a whole calendar is free again", async () => {
  serve(["a", 10, 13], ["b", 20, 22]);
  await sync();
  serve(["a", 11, 14], ["b", 20, 22]);
  await sync();
  expect(await external()).toEqual([range(11, 14), range(20, 22)]);
  serve(["b", 20, 22]);
  await sync();
  expect(await external()).toEqual([range(20, 22)]);
  expect(await isFree(10, 14)).toBe(true);
});

test("what broke off, is no calendar, or does not come sets nothing free", async () => {
  serve(["a", 10, 13]);
  await sync();
  const says = async (body: string, status = 200) => {
    server.answer((_request, response) => void response.writeHead(status).end(body));
    await sync();
    expect(await external()).toContain(range(10, 13));
    return (await state())?.problem?.code;
  };
  const day20 = `DTSTART;VALUE=DATE:${day(20).replaceAll("-", "")}`;
  const cut = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:b\r\n${day20}\r\nEND:VEVENT\r\n`;
  expect(await says(cut)).toBe("cut_off");
  expect(await external()).toEqual([range(10, 13), range(20, 21)]);
  expect(await says("<html>Sorry</html>")).toBe("not_a_calendar");
  expect(await says("", 404)).toBe("not_found");
  expect(await says("", 403)).toBe("denied");
  expect(await says("", 503)).toBe("server_error");
  expect(await says("", 302)).toBe("redirect");
  expect(await says("", 418)).toBe("unreadable");
  expect(await says("a".repeat(1_048_577))).toBe("too_large");
  const rules = Array.from({ length: 8 }, (_, at) =>
    ["BEGIN:VEVENT", `UID:${at}`, day20, "RRULE:FREQ=DAILY", "END:VEVENT"].join("\r\n"),
  );
  expect(await says(`BEGIN:VCALENDAR\r\n${rules.join("\r\n")}\r\nEND:VCALENDAR`)).toBe("too_much");
  expect(await state()).toMatchObject({ status: "failing", problem: { message: expect.stringMatching(/\.$/) } });
  // Whatever happened meanwhile, the next good reading puts it right.
  serve(["a", 10, 13]);
  await sync();
  expect([(await state())?.status, await external()]).toEqual(["working", [range(10, 13)]]);
});

test("events that cannot be read are counted, and keep what they took", async () => {
  serve(["a", 10, 13], ["b", 20, 22]);
  await sync();
  server.answer((_request, response) => {
    response.end("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:tomorrow\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  });
  await sync();
  expect(await external()).toEqual([range(10, 13)]);
  expect(await state()).toMatchObject({ status: "working", unread: 1, events: 1 });
});

test("where a booking has the nights, the rest is taken; the host sees the clash, and is told once", async () => {
  const booking = randomUUID();
  expect(await take(12, 14, { reference: booking })).toBe(true);
  serve(["a", 10, 20]);
  await sync();
  expect(await external()).toEqual([range(10, 12), range(14, 20)]);
  expect((await state())?.clashes).toEqual([{ first: day(12), until: day(14), bookingId: booking }]);
  expect(await clashes()).toEqual([{ bookingId: booking }]);
  await sync();
  serve(["a", 10, 20], ["b", 30, 31]);
  await sync();
  expect(await clashes()).toEqual([{ bookingId: booking }]);

  // The booking goes: in the same moment the nights are the other calendar's, and nobody comes between.
  await rig.inTransaction((sql) => releaseNights(sql, booking));
  expect(await external()).toEqual([range(10, 20), range(30, 31)]);
  expect(await take(12, 14)).toBe(false);
  expect((await state())?.clashes).toEqual([]);
});

test("a site that names its events anew each time is not told of one clash again and again", async () => {
  const booking = randomUUID();
  await take(12, 14, { reference: booking });
  for (const uid of ["first", "second", "third"]) {
    serve([uid, 12, 14]);
    await sync();
    await readOurs();
  }
  expect(await clashes()).toEqual([{ bookingId: booking }]);
  expect(await state()).toMatchObject({ events: 1, clashes: [{ bookingId: booking }] });
});

test("a hold is no clash to be told of, but its nights are waited for, also once it has expired", async () => {
  const [hold, expiresAt] = [randomUUID(), new Date(Date.now() - 1000)];
  expect(await take(12, 14, { reference: hold, expiresAt })).toBe(true);
  serve(["a", 12, 14]);
  await sync();
  expect([await external(), (await state())?.clashes, await clashes()]).toEqual([[], [], []]);
  // Another stay elsewhere does not sweep the hold away, so that its nights are never free in between.
  expect(await take(40, 41)).toBe(true);
  expect(await take(12, 14)).toBe(false);
  await rig.inTransaction((sql) => releaseNights(sql, hold));
  expect(await external()).toEqual([range(12, 14)]);
});

test("a booking that is moved away gives its nights to the calendar that waits for them", async () => {
  const reference = randomUUID();
  await take(12, 14, { reference });
  serve(["a", 12, 14]);
  await sync();
  const swap = { listingId, reference, checkIn: day(13), checkOut: day(16), now: new Date() };
  expect(await rig.inTransaction((sql) => swapNights(sql, swap))).toBe(true);
  expect(await external()).toEqual([range(12, 13)]);
  const [row] = await rig.sql.all("test_revision", "select revision from occupancy where reference = $1", [reference]);
  expect(row).toEqual({ revision: 1 });
});

test("two calendars may take the same nights, and each gives back its own", async () => {
  const other = FeedOutput.parse(
    await rig.call(addFeed, { listingId, url: `${feedUrl}?other`, name: "Booking.com" }, host),
  );
  serve(["a", 10, 13]);
  await sync();
  await syncNow(rig, other.id);
  expect(await external()).toEqual([range(10, 13), range(10, 13)]);
  await rig.call(removeFeed, { listingId, feedId: other.id }, host);
  expect(await external()).toEqual([range(10, 13)]);
  expect(await isFree(10, 11)).toBe(false);
  await rig.call(removeFeed, { listingId, feedId: feed.id }, host);
  expect(await external()).toEqual([]);
  await expect(rig.call(removeFeed, { listingId, feedId: feed.id }, host)).rejects.toMatchObject({ code: "not_found" });
  // A job that comes too late finds nothing to do.
  await sync();
});

/** Another site reads our calendar. */
async function readOurs(): Promise<void> {
  const { url } = CalendarLink.parse(await rig.call(getCalendarLink, { listingId }, host));
  await rig.call(getCalendarFile, { listingId, token: new URL(url).searchParams.get("token") ?? "" });
}

test("our own nights that come back are echoes: by their UID, or by their range once our calendar was read", async () => {
  const booking = randomUUID();
  await take(12, 14, { reference: booking });
  await readOurs();
  serve([`${booking}@${listingId}.roost`, 12, 14], ["theirs", 12, 14], ["real", 13, 15]);
  await sync();
  expect(await external()).toEqual([range(14, 15)]);
  expect((await state())?.clashes).toEqual([{ first: day(13), until: day(14), bookingId: booking }]);
  // Cancelled here, they still say for a while what we said: it stays an echo.
  serve([`${booking}@${listingId}.roost`, 12, 14], ["theirs", 12, 14]);
  await sync();
  await rig.inTransaction((sql) => releaseNights(sql, booking));
  await sync();
  expect([await external(), await isFree(12, 14)]).toEqual([[], true]);
});

test("nights that nobody was told of are no echoes: of a hold, of a booking since, of one that was moved", async () => {
  const [held, moved] = [randomUUID(), randomUUID()];
  expect(await take(12, 14, { reference: held, expiresAt: new Date(Date.now() + 60_000) })).toBe(true);
  await take(20, 22, { reference: moved });
  await readOurs();
  const swap = { listingId, reference: moved, checkIn: day(22), checkOut: day(24), now: new Date() };
  expect(await rig.inTransaction((sql) => swapNights(sql, swap))).toBe(true);
  // Booked there by somebody else, for the same nights, before we could tell.
  serve(["a", 12, 14], ["b", 22, 24]);
  await sync();
  await rig.inTransaction((sql) => promoteHold(sql, held));
  await readOurs();
  await sync();
  expect((await state())?.clashes).toEqual([
    { first: day(12), until: day(14), bookingId: held },
    { first: day(22), until: day(24), bookingId: moved },
  ]);
  await rig.inTransaction((sql) => releaseNights(sql, held));
  expect([await external(), await isFree(12, 14)]).toEqual([[range(12, 14)], false]);
});

test("what is due is started, and what fails comes later and later", async () => {
  await rig.sql.run("test_due", "update calendar_feed set next_sync_at = now() - interval '1 second' where id = $1", [
    feed.id,
  ]);
  const before = (await rig.jobs("listings.fetch-feed")).filter(({ feedId }) => feedId === feed.id).length;
  await drainSweeps(rig.app.sweeps.filter(({ name }) => name === "listings.startDueFeeds"));
  const after = (await rig.jobs("listings.fetch-feed")).filter(({ feedId }) => feedId === feed.id).length;
  expect(after - before).toBe(1);
  server.answer((_request, response) => void response.writeHead(500).end());
  const delay = async () => {
    await sync();
    return (new Date((await state())?.nextSyncAt ?? 0).getTime() - Date.now()) / 60_000;
  };
  const delays = [await delay(), await delay(), await delay()];
  expect(delays.map((minutes) => Math.max(0, Math.round(Math.log2(minutes / 5))))).toEqual([0, 1, 2]);
});

test("a host may ask for a reading once a minute", async () => {
  const count = async () => (await rig.jobs("listings.fetch-feed")).filter(({ feedId }) => feedId === feed.id).length;
  const before = await count();
  await rig.call(syncFeed, { listingId, feedId: feed.id }, host);
  await rig.call(syncFeed, { listingId, feedId: feed.id }, host);
  expect((await count()) - before).toBe(1);
  const elsewhere = await rig.addHome({ host_id: host.userId });
  const attempt = rig.call(syncFeed, { listingId: elsewhere, feedId: feed.id }, host);
  await expect(attempt).rejects.toMatchObject({ code: "not_found" });
});

/** The bookings of this test are ids alone. */
const noBookings = ["occupancy.without_booking", "event.subject"];

test("after all of it everything that must hold holds", async () => {
  const violations = await checkInvariants(rig.sql);
  expect(violations.filter(({ name }) => !noBookings.includes(name))).toEqual([]);
});
