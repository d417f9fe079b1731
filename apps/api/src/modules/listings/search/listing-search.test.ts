import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { checkInvariants } from "../../../invariants.ts";
import { claimNights, promoteHold, releaseNights } from "../occupancy.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const broken = async () =>
  (await checkInvariants(rig.sql)).map(({ name }) => name).filter((name) => name.startsWith("search."));

test("follows a home through its life: made, priced by date, ruled, changed, and gone", async () => {
  const id = await rig.addHome({
    nightly_price_minor: 90_000,
    weekend_price_minor: 120_000,
    cleaning_fee_minor: 60_000,
  });
  const row = () =>
    rig.sql.one("test_row", "select ks, kw, kx, has_rule, published, city_key from listing_search where id = $1", [id]);
  const plain = { ks: 100_000, kw: 90_666, kx: 180_000, has_rule: false, published: true, city_key: "oslo" };
  expect(await row()).toEqual(plain);
  await rig.sql.run("test_rate", "insert into rate values ($1, '2027-01-01', '2027-01-05', 30000)", [id]);
  expect(await row()).toEqual({ ...plain, ks: 40_000, kw: 30_666 });
  await rig.sql.run("test_rate_up", "update rate set price_minor = 300000 where listing_id = $1", [id]);
  expect(await row()).toEqual({ ...plain, kx: 360_000 });
  await rig.sql.run("test_rate_gone", "delete from rate where listing_id = $1", [id]);
  const rule = `insert into stay_rule (id, listing_id, first, until, min_nights) values (gen_random_uuid(), $1, '2027-01-01', '2027-02-01', 3)`;
  await rig.sql.run("test_rule", rule, [id]);
  expect(await row()).toEqual({ ...plain, has_rule: true });
  await rig.sql.run("test_rule_gone", "delete from stay_rule where listing_id = $1", [id]);
  await rig.sql.run(
    "test_city",
    "update listing set city = 'Tromsø', early_bird_days_ahead = 30, early_bird_bps = 5000 where id = $1",
    [id],
  );
  expect(await row()).toEqual({ ...plain, ks: 55_000, kw: 45_666, city_key: "tromso" });
  expect(await broken()).toEqual([]);
  await rig.sql.run("test_gone", "delete from listing where id = $1", [id]);
  expect(await row()).toBeUndefined();
});

test("many people claim, promote and release nights of few homes at once: every calendar is right afterwards", async () => {
  const ids = await Promise.all([rig.addHome({ preparation_days: 1 }), rig.addHome(), rig.addHome()]);
  const now = new Date();
  const steps = fc.sample(
    fc.record({
      home: fc.nat(2),
      day: fc.integer({ min: 1, max: 12 }),
      length: fc.integer({ min: 1, max: 4 }),
      end: fc.constantFrom("keep", "promote", "release"),
    }),
    200,
  );
  const work = steps.map(({ home, day, length, end }, index) => async () => {
    const reference = `claim ${index}`;
    const dates = { checkIn: daysAhead(day), checkOut: daysAhead(day + length), preparationDays: home === 0 ? 1 : 0 };
    // Some are over when they are made: others push them aside.
    const expiresAt = new Date(now.getTime() + (index % 3 === 0 ? 1 : 900_000));
    const claim = {
      listingId: ids[home] ?? "",
      ...dates,
      reference,
      expiresAt,
      now: new Date(now.getTime() + index * 1000),
    };
    await rig.inTransaction((sql) => claimNights(sql, claim));
    if (end === "promote") await rig.inTransaction((sql) => promoteHold(sql, reference));
    if (end === "release") await rig.inTransaction((sql) => releaseNights(sql, reference));
  });
  const queue = work.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const step of queue) await step();
    }),
  );
  const taken = await rig.sql.one<{ homes: number }>(
    "test_taken",
    "select count(*)::int as homes from listing_search where booked <> '{}'",
  );
  expect(taken?.homes).toBeGreaterThan(0);
  expect(await broken()).toEqual([]);
});
