import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { dateOf, dayOf } from "./local-days.ts";
import { areNightsFree, claimNights, releaseNights, swapNights } from "./occupancy.ts";

const now = new Date("2026-11-20T12:00:00Z");
const soon = new Date("2026-11-20T12:15:00Z");

let rig: Rig;
let listingId: string;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  listingId = await rig.addHome();
});

interface Stay {
  readonly reference?: string;
  readonly from: string;
  readonly to: string;
  readonly preparationDays?: number;
}

const claimOf = ({ reference = randomUUID(), from, to, preparationDays = 0 }: Stay, home = listingId) => ({
  ...{ listingId: home, reference, checkIn: `2027-01-${from}`, checkOut: `2027-01-${to}`, preparationDays, now },
});
const claim = (stay: Stay, expiresAt: Date | null = null) =>
  rig.inTransaction((sql) => claimNights(sql, { ...claimOf(stay), expiresAt }));
const swap = (stay: Stay) => rig.inTransaction((sql) => swapNights(sql, claimOf(stay)));
const isFree = (from: string, to: string, preparationDays = 0) =>
  areNightsFree(rig.sql, claimOf({ from, to, preparationDays }));

test("moves a booking's nights, also onto some of its own, and gives back those that it left", async () => {
  const reference = randomUUID();
  await claim({ reference, from: "10", to: "13" });
  expect(await swap({ reference, from: "12", to: "16" })).toBe(true);
  expect(await isFree("10", "12")).toBe(true);
  expect(await isFree("15", "16")).toBe(false);
  expect(await swap({ reference, from: "20", to: "21", preparationDays: 2 })).toBe(true);
  expect(await isFree("12", "20")).toBe(true);
  expect(await isFree("22", "23")).toBe(false);
});

test("refuses nights of others, and leaves the booking where it was", async () => {
  const reference = randomUUID();
  await claim({ reference, from: "10", to: "13" });
  await claim({ from: "15", to: "17", preparationDays: 1 });
  expect(await swap({ reference, from: "12", to: "16" })).toBe(false);
  expect(await swap({ reference, from: "17", to: "19" })).toBe(false);
  expect(await swap({ reference, from: "13", to: "15", preparationDays: 1 })).toBe(false);
  expect(await isFree("12", "13")).toBe(false);
  expect(await swap({ reference, from: "13", to: "15" })).toBe(true);
});

test("an expired hold of another makes way, its own does not", async () => {
  const reference = randomUUID();
  await claim({ reference, from: "10", to: "13" }, new Date(now.getTime() - 1));
  await rig.inTransaction((sql) =>
    swapNights(sql, { ...claimOf({ reference, from: "11", to: "12" }), now: new Date(now.getTime() - 2) }),
  );
  const other = randomUUID();
  await claim({ reference: other, from: "20", to: "23" }, soon);
  const later = { ...claimOf({ reference: other, from: "10", to: "13" }), now: soon };
  expect(await rig.inTransaction((sql) => swapNights(sql, later))).toBe(true);
});

test("whoever has no nights any more, or has them at another home, moves nothing", async () => {
  const reference = randomUUID();
  expect(await swap({ reference, from: "10", to: "13" })).toBe(false);
  await claim({ reference, from: "10", to: "13" });
  const elsewhere = claimOf({ reference, from: "12", to: "14" }, await rig.addHome());
  expect(await rig.inTransaction((sql) => swapNights(sql, elsewhere))).toBe(false);
  await rig.inTransaction((sql) => releaseNights(sql, reference));
  expect(await swap({ reference, from: "12", to: "14" })).toBe(false);
});

test("a stay is only free with room for its own days of preparation, as a claim finds it", async () => {
  await claim({ from: "10", to: "13" });
  expect(await isFree("08", "10")).toBe(true);
  expect(await isFree("08", "10", 1)).toBe(false);
  expect(await claim({ from: "08", to: "10", preparationDays: 1 })).toBe(false);
  expect(await isFree("08", "09", 1)).toBe(true);
  expect(await claim({ from: "08", to: "09", preparationDays: 1 })).toBe(true);
});

test("of sixteen bookings that want to move to the same nights at once, one does", async () => {
  const references = Array.from({ length: 16 }, () => randomUUID());
  for (const [index, reference] of references.entries()) {
    const day = dayOf("2027-02-01") + index * 2;
    const dates = { checkIn: dateOf(day), checkOut: dateOf(day + 1) };
    const stay = { listingId, reference, ...dates, expiresAt: null, now };
    await rig.inTransaction((sql) => claimNights(sql, stay));
  }
  const moved = await Promise.all(references.map((reference) => swap({ reference, from: "10", to: "12" })));
  expect(moved.filter(Boolean)).toHaveLength(1);
});

test("random claims, moves and releases at once: no overlap, no deadlock, no error", async () => {
  const homes = [listingId, await rig.addHome()];
  const dates = { start: fc.nat(60), nights: fc.integer({ min: 1, max: 4 }), preparationDays: fc.nat(2) };
  const move = fc.record({
    home: fc.constantFrom(...homes),
    ...dates,
    to: fc.record(dates),
    release: fc.constantFrom(true, true, true, false),
  });
  const rangeOf = ({ start, nights, preparationDays }: { start: number; nights: number; preparationDays: number }) => {
    const first = dayOf("2027-03-01") + start;
    return { checkIn: dateOf(first), checkOut: dateOf(first + nights), preparationDays };
  };
  const worker = async (seed: number) => {
    let moves = 0;
    for (const { home, to, release, ...from } of fc.sample(move, { numRuns: 40, seed })) {
      const reference = randomUUID();
      const stay = { listingId: home, reference, now };
      const taken = await rig.inTransaction((sql) => claimNights(sql, { ...stay, ...rangeOf(from), expiresAt: null }));
      if (!taken) continue;
      if (await rig.inTransaction((sql) => swapNights(sql, { ...stay, ...rangeOf(to) }))) moves += 1;
      if (release) await rig.inTransaction((sql) => releaseNights(sql, reference));
    }
    return moves;
  };
  const moves = await Promise.all(Array.from({ length: 10 }, (_, seed) => worker(seed + 1)));
  expect(moves.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
  const overlaps = `select a.id from occupancy a join occupancy b
    on a.listing_id = b.listing_id and a.id < b.id and a.occupied && b.occupied`;
  expect(await rig.sql.all("test_overlaps", overlaps)).toEqual([]);
  const deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
  expect(await rig.sql.one("test_deadlocks", deadlocks)).toEqual({ deadlocks: 0 });
});
