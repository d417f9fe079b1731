import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { areNightsFree, claimNights, promoteHold, releaseNights } from "./occupancy.ts";

const now = new Date("2026-11-20T12:00:00Z");
const later = new Date("2026-11-20T12:15:00Z");

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
  readonly from?: string;
  readonly to?: string;
  readonly reference?: string;
  readonly preparationDays?: number;
  readonly expiresAt?: Date | null;
  readonly at?: Date;
}

const claim = ({ from = "2027-01-10", to = "2027-01-13", expiresAt = later, at = now, ...rest }: Stay = {}) =>
  rig.inTransaction((sql) =>
    claimNights(sql, { listingId, checkIn: from, checkOut: to, reference: randomUUID(), expiresAt, now: at, ...rest }),
  );

const isFree = (from: string, to: string, at = now) =>
  areNightsFree(rig.sql, { listingId, checkIn: from, checkOut: to, now: at });

const rows = () =>
  rig.sql.all<{ kind: string; reference: string }>(
    "test_rows",
    "select kind, reference from occupancy where listing_id = $1",
    [listingId],
  );

test("takes free nights, refuses taken ones, and lets one guest come on the day the other goes", async () => {
  expect(await claim()).toBe(true);
  expect(await claim({ from: "2027-01-12", to: "2027-01-14" })).toBe(false);
  expect(await claim({ from: "2027-01-13", to: "2027-01-15" })).toBe(true);
  expect(await claim({ from: "2027-01-08", to: "2027-01-10" })).toBe(true);
  expect(await isFree("2027-01-12", "2027-01-13")).toBe(false);
  expect(await isFree("2027-01-15", "2027-01-16")).toBe(true);
});

test("keeps the preparation days after a stay from other stays", async () => {
  expect(await claim({ preparationDays: 1 })).toBe(true);
  expect(await isFree("2027-01-13", "2027-01-15")).toBe(false);
  expect(await claim({ from: "2027-01-13", to: "2027-01-15" })).toBe(false);
  expect(await claim({ from: "2027-01-14", to: "2027-01-15" })).toBe(true);
});

test("an expired hold makes way, one that is alive does not", async () => {
  expect(await claim()).toBe(true);
  expect(await isFree("2027-01-10", "2027-01-11", new Date(later.getTime() - 1))).toBe(false);
  expect(await claim({ at: new Date(later.getTime() - 1) })).toBe(false);
  expect(await isFree("2027-01-10", "2027-01-11", later)).toBe(true);
  expect(await claim({ reference: "second", at: later, expiresAt: null })).toBe(true);
  expect(await rows()).toEqual([{ kind: "booking", reference: "second" }]);
});

test("a promoted hold stays, and promoting it again changes nothing", async () => {
  const reference = randomUUID();
  await claim({ reference });
  expect(await promoteHold(rig.sql, reference)).toBe(true);
  expect(await promoteHold(rig.sql, reference)).toBe(true);
  expect(await rows()).toEqual([{ kind: "booking", reference }]);
  expect(await claim({ at: new Date("2030-01-01T00:00:00Z") })).toBe(false);
});

test("a hold that made way cannot be promoted", async () => {
  const reference = randomUUID();
  await claim({ reference });
  await claim({ at: later, expiresAt: null });
  expect(await promoteHold(rig.sql, reference)).toBe(false);
});

test("released nights are free again; blocks of the host are not touched", async () => {
  const reference = randomUUID();
  await claim({ reference });
  await rig.sql.run(
    "test_block",
    `insert into occupancy (id, listing_id, nights, occupied, kind, reference)
     values ($1, $2, '[2027-02-01,2027-02-05)', '[2027-02-01,2027-02-05)', 'block', $3)`,
    [randomUUID(), listingId, reference],
  );
  await releaseNights(rig.sql, reference);
  expect(await isFree("2027-01-10", "2027-01-13")).toBe(true);
  expect(await isFree("2027-02-01", "2027-02-02")).toBe(false);
  expect(await claim({ from: "2027-01-31", to: "2027-02-02" })).toBe(false);
});

test("a claim that waited sees what was committed while it waited", async () => {
  let second: Promise<boolean> | undefined;
  await rig.inTransaction(async (sql) => {
    const first = { listingId, checkIn: "2027-01-10", checkOut: "2027-01-13", expiresAt: later, now };
    expect(await claimNights(sql, { ...first, reference: "first" })).toBe(true);
    second = claim({ reference: "second" });
    await expect.poll(() => rig.sql.one("test_waiting", waitingText)).toEqual({ waiting: 1 });
  });
  expect(await second).toBe(false);
  expect((await rows()).map(({ reference }) => reference)).toEqual(["first"]);
});

const waitingText = `select count(*) as waiting from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;

test("of sixteen who want the same nights at once, one gets them", async () => {
  const results = await Promise.all(Array.from({ length: 16 }, () => claim()));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await rows()).toHaveLength(1);
});

test("two transactions that claim the same two ranges in opposite order do not deadlock", async () => {
  const ranges = ["2027-04-01", "2027-05-01"] as const;
  const claimBoth = (starts: readonly string[]) =>
    rig.inTransaction(async (sql) => {
      for (const checkIn of starts) {
        const checkOut = Temporal.PlainDate.from(checkIn).add({ days: 2 }).toString();
        const stay = { listingId, checkIn, checkOut, expiresAt: null, now };
        await claimNights(sql, { ...stay, reference: randomUUID() });
      }
    });
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 8 }, (_, i) => claimBoth(i % 2 === 0 ? ranges : ranges.toReversed())));
    expect(await rows()).toHaveLength(2);
    await rig.sql.run("test_clear", "delete from occupancy where listing_id = $1", [listingId]);
  }
});

test("random claims, promotions and releases at once: no overlap, no deadlock", async () => {
  const homes = [listingId, await rig.addHome()];
  const act = fc.record({
    home: fc.constantFrom(...homes),
    start: fc.nat(20),
    nights: fc.integer({ min: 1, max: 4 }),
    preparationDays: fc.nat(1),
    // Some holds are expired from the beginning, and make way for the next claim.
    minutes: fc.constantFrom(-1, 15),
    ending: fc.constantFrom("hold", "promote", "release"),
  });
  const worker = async (seed: number) => {
    for (const { home, start, nights, preparationDays, minutes, ending } of fc.sample(act, { numRuns: 60, seed })) {
      const reference = randomUUID();
      const checkIn = Temporal.PlainDate.from("2027-03-01").add({ days: start });
      const expiresAt = new Date(now.getTime() + minutes * 60_000);
      const dates = { checkIn: checkIn.toString(), checkOut: checkIn.add({ days: nights }).toString() };
      const taken = await rig.inTransaction((sql) =>
        claimNights(sql, { listingId: home, ...dates, preparationDays, reference, expiresAt, now }),
      );
      if (!taken || ending === "hold") continue;
      await rig.inTransaction(async (sql) => {
        if (ending === "promote") await promoteHold(sql, reference);
        else await releaseNights(sql, reference);
      });
    }
  };
  await Promise.all(Array.from({ length: 12 }, (_, seed) => worker(seed + 1)));

  const overlaps = `select a.id from occupancy a join occupancy b
    on a.listing_id = b.listing_id and a.id < b.id and a.occupied && b.occupied`;
  expect(await rig.sql.all("test_overlaps", overlaps)).toEqual([]);
  const deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
  expect(await rig.sql.one("test_deadlocks", deadlocks)).toEqual({ deadlocks: 0 });
  expect((await rig.sql.all("test_any", "select id from occupancy")).length).toBeGreaterThan(0);
});
