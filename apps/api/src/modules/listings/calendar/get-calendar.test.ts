import { randomUUID } from "node:crypto";
import { Block, Calendar } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { areNightsFree, claimNights, takeBlock } from "../occupancy.ts";
import { blockNights } from "./block-nights.ts";
import { getCalendar } from "./get-calendar.ts";

let rig: Rig;
let host: UserActor;
let operator: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
  operator = await rig.addUser(["guest", "admin"]);
});
afterAll(() => rig.close());

interface Asked {
  readonly listingId: string;
  readonly from: string;
  readonly to: string;
}

const calendar = async (asked: Asked, actor: UserActor | null = null) =>
  Calendar.parse(await rig.call(getCalendar, asked, actor));
const days = (from: number, to: number) => ({ from: daysAhead(from), to: daysAhead(to) });
const book = (listingId: string, [from, to]: readonly [number, number], preparationDays = 0) => {
  const reference = randomUUID();
  const dates = { checkIn: daysAhead(from), checkOut: daysAhead(to), preparationDays };
  const claim = { listingId, ...dates, reference, expiresAt: null, now: new Date() };
  return rig.inTransaction((sql) => claimNights(sql, claim)).then(() => reference);
};

test("strangers see free or not, its host and operators by what", async () => {
  const listingId = await rig.addHome({ host_id: host.userId, preparation_days: 1 });
  const bookingId = await book(listingId, [12, 14], 1);
  const block = { listingId, first: daysAhead(17), until: daysAhead(18), note: "Ours" };
  const { id: blockId } = Block.parse(await rig.call(blockNights, block, host));
  const asked = { listingId, ...days(10, 19) };
  const { nights, ...rest } = await calendar(asked, host);
  expect(rest).toMatchObject({ listingId, currency: "NOK", timeZone: "Europe/Oslo" });
  const preparation = { by: "preparation", reference: null };
  const booking = { by: "booking", reference: bookingId };
  expect(nights.map(({ taken }) => taken)).toEqual([
    ...[null, preparation, booking, booking, preparation, null, null, { by: "block", reference: blockId }, null],
  ]);
  expect((await calendar(asked, operator)).nights).toEqual(nights);
  const shown = await calendar(asked);
  expect(shown.nights.map(({ available }) => available)).toEqual([
    ...[true, false, false, false, false, true, true, false, true],
  ]);
  expect(shown.nights).toEqual(nights.map((night) => ({ ...night, taken: null })));
});

test("each night has its price, its limits, and says whether a stay may begin on it", async () => {
  const columns = { min_nights: 2, max_nights: 9, weekend_price_minor: 150_000, advance_notice_days: 3 };
  const listingId = await rig.addHome({ host_id: host.userId, ...columns });
  const insertRate =
    "insert into rate (listing_id, first, until, price_minor) values ($1, '2027-06-07', '2027-06-08', 90000)";
  await rig.sql.run("test_rate", insertRate, [listingId]);
  await rig.sql.run(
    "test_season",
    `insert into stay_rule (id, listing_id, first, until, weekdays, min_nights, closed_to_arrival, closed_to_departure)
     values (gen_random_uuid(), $1, '2027-06-05', '2027-06-08', 127, 4, false, true),
       (gen_random_uuid(), $1, '2027-06-06', '2027-06-07', 64, null, true, false)`,
    [listingId],
  );
  const { nights } = await calendar({ listingId, from: "2027-06-04", to: "2027-06-09" });
  expect(nights.map(({ price, minNights, checkIn }) => [price.amount, minNights, checkIn])).toEqual([
    [150_000, 2, true],
    [150_000, 4, true],
    [100_000, 4, false],
    [90_000, 4, true],
    [100_000, 2, true],
  ]);
  expect(nights[1]).toMatchObject({ maxNights: 9, closedToArrival: false, closedToDeparture: true });
  const soon = await calendar({ listingId, ...days(-2, 5) });
  expect(soon.nights.slice(0, 2).map(({ available }) => available)).toEqual([false, false]);
  expect(soon.nights.slice(0, 4).every(({ checkIn }) => !checkIn)).toBe(true);
  expect(soon.nights.at(-1)).toMatchObject({ available: true, checkIn: true });
});

test("a stay cannot begin where none of its lengths is free", async () => {
  const listingId = await rig.addHome({ host_id: host.userId, min_nights: 3 });
  await book(listingId, [22, 24]);
  await book(listingId, [26, 30]);
  const { nights } = await calendar({ listingId, ...days(18, 27) });
  expect(nights.map(({ available }) => available)).toEqual([true, true, true, true, false, false, true, true, false]);
  expect(nights.map(({ checkIn }) => checkIn)).toEqual([true, true, false, false, false, false, false, false, false]);
});

test("a stay is free just where each of its nights is: 1,000 stays over random calendars", async () => {
  const range = fc.record({ start: fc.integer({ min: 1, max: 60 }), length: fc.integer({ min: 1, max: 5 }) });
  const use = fc.record({
    range,
    preparationDays: fc.nat(3),
    kind: fc.constantFrom("stay", "hold", "expired", "block"),
  });
  const home = fc.record({ preparationDays: fc.nat(3), uses: fc.array(use, { minLength: 3, maxLength: 12 }) });
  const now = new Date();
  for (const { preparationDays, uses } of fc.sample(home, 20)) {
    const listingId = await rig.addHome({ host_id: host.userId, preparation_days: preparationDays });
    for (const { range, kind, preparationDays: prepared } of uses) {
      const dates = { checkIn: daysAhead(range.start), checkOut: daysAhead(range.start + range.length) };
      const stay = { listingId, ...dates, reference: randomUUID(), now };
      const minutes = kind === "expired" ? -1 : 60;
      const expiresAt = kind === "stay" ? null : new Date(now.getTime() + minutes * 60_000);
      await rig.inTransaction((sql) =>
        kind === "block" ? takeBlock(sql, stay) : claimNights(sql, { ...stay, preparationDays: prepared, expiresAt }),
      );
    }
    const { nights } = await calendar({ listingId, ...days(1, 71) });
    const stays = fc.sample(range, 50);
    const found = await Promise.all(
      stays.map(({ start, length }) => {
        const dates = { checkIn: daysAhead(start), checkOut: daysAhead(start + length) };
        return areNightsFree(rig.sql, { listingId, ...dates, preparationDays, now });
      }),
    );
    const shown = stays.map(({ start, length }) =>
      nights.slice(start - 1, start - 1 + length).every(({ available }) => available),
    );
    expect(shown).toEqual(found);
  }
});

test("a draft's calendar is its host's and operators' to see", async () => {
  const asked = { listingId: await rig.addHome({ host_id: host.userId, status: "draft" }), ...days(1, 2) };
  await expect(calendar(asked)).rejects.toMatchObject({ code: "not_found" });
  expect((await calendar(asked, host)).nights).toHaveLength(1);
});
