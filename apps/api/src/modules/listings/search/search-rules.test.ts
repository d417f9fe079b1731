import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { dateOf, dayOf } from "../local-days.ts";
import type { SeasonRule } from "../season-rules.ts";
import { brokenRules, localDate, todayAnywhere } from "../stay-rules.ts";
import { fitsSeasons, isBookedInTime, mayFit, takesStay } from "./search-rules.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const homes = 2000;
const staysOfEach = 5;
// At half past ten in the morning of UTC it is three dates on earth.
const now = new Date("2026-12-30T10:30:00Z");
const today = todayAnywhere(now);
const zones = ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/Oslo", "America/New_York", "Pacific/Pago_Pago"] as const;
const nights = fc.option(fc.integer({ min: 1, max: 12 }), { nil: null });

const seasonRule = fc
  .record({
    start: fc.integer({ min: -5, max: 40 }),
    days: fc.integer({ min: 1, max: 20 }),
    weekdays: fc.oneof(fc.constant(127), fc.integer({ min: 1, max: 127 })),
    minNights: nights,
    maxNights: nights,
    closedToArrival: fc.boolean(),
    closedToDeparture: fc.boolean(),
  })
  .map(({ start, days, minNights, maxNights, ...rest }): SeasonRule => {
    const first = dayOf(today.earliest) + start;
    const isOrdered = minNights === null || maxNights === null || minNights <= maxNights;
    const says = { minNights: isOrdered ? minNights : maxNights, maxNights: isOrdered ? maxNights : minNights };
    const isSilent = says.minNights === null && says.maxNights === null && !rest.closedToDeparture;
    const closedToArrival = rest.closedToArrival || isSilent;
    return { ...rest, ...says, closedToArrival, first: dateOf(first), until: dateOf(first + days) };
  });

const home = fc
  .record({
    time_zone: fc.constantFrom(...zones),
    advance_notice_days: fc.integer({ min: 0, max: 6 }),
    booking_window_days: fc.oneof(fc.constant(731), fc.integer({ min: 1, max: 30 })),
    range: fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })),
    rules: fc.array(seasonRule, { maxLength: 3 }),
    stays: fc.array(fc.record({ start: fc.integer({ min: -2, max: 40 }), length: fc.integer({ min: 1, max: 10 }) }), {
      minLength: staysOfEach,
      maxLength: staysOfEach,
    }),
  })
  .map(({ range: [a, b], ...rest }) => ({
    ...{ ...rest, id: randomUUID(), min_nights: Math.min(a, b), max_nights: Math.max(a, b) },
  }));

test("search's conditions take just the stays that the rules take, over 10,000 homes, seasons and dates", async () => {
  const given = fc.sample(home, homes);
  const hostId = (await rig.addUser(["guest", "host"])).userId;
  await rig.addHome({ host_id: hostId, title: "as it is" });
  await rig.sql.run("test_homes", homesText, [JSON.stringify(given.map(({ rules: _r, stays: _s, ...row }) => row))]);
  const rules = given.flatMap(({ id, rules }) => rules.map((rule) => ({ ...rule, id: randomUUID(), listingId: id })));
  await rig.sql.run("test_rules", rulesText, [JSON.stringify(rules)]);

  const cases = given.flatMap(({ stays, rules, ...row }) =>
    stays.map(({ start, length }) => {
      const checkIn = dayOf(today.earliest) + start;
      const limits = { minNights: row.min_nights, maxNights: row.max_nights, maxGuests: 4, stayRules: rules };
      const lead = { advanceNoticeDays: row.advance_notice_days, bookingWindowDays: row.booking_window_days };
      const dates = { checkIn: dateOf(checkIn), checkOut: dateOf(checkIn + length) };
      const guests = { adults: 1, children: 0 };
      const asked = { ...dates, guests, today: localDate(now, row.time_zone), listing: { ...limits, ...lead } };
      const daysAhead = { least: checkIn - dayOf(today.latest), most: checkIn - dayOf(today.earliest) };
      return { listing_id: row.id, ...dates, nights: length, ...daysAhead, broken: brokenRules(asked), row };
    }),
  );
  const columns = cases.map(({ broken: _b, row: _r, ...rest }, position) => ({ ...rest, position }));
  const found = await rig.sql.all<{ takes: boolean; alone: boolean }>("test_takes", takesText, [
    JSON.stringify(columns),
    now,
  ]);
  expect(found).toHaveLength(homes * staysOfEach);
  expect(cases.filter(({ broken }, index) => (broken.length === 0) !== found[index]?.takes)).toEqual([]);
  expect(found.filter(({ takes, alone }) => takes !== alone)).toEqual([]);
  // The cases are worth something: many on each side, and every rule is broken by some.
  const taken = cases.filter(({ broken }) => broken.length === 0).length;
  expect(Math.min(taken, cases.length - taken)).toBeGreaterThan(1000);
  expect([...new Set(cases.flatMap(({ broken }) => broken.map(({ code }) => code)))].sort()).toEqual([
    ...["advance_notice", "booking_window", "check_in_past", "closed_to_arrival", "closed_to_departure"],
    ...["max_nights", "min_nights"],
  ]);
});

const homesText = `insert into listing
  select (jsonb_populate_record(l, c)).* from listing l cross join jsonb_array_elements($1::jsonb) c
  where l.title = 'as it is'`;

const rulesText = `insert into stay_rule (id, listing_id, first, until, weekdays, min_nights, max_nights,
    closed_to_arrival, closed_to_departure)
  select id, "listingId", first, until, weekdays, "minNights", "maxNights", "closedToArrival", "closedToDeparture"
  from jsonb_to_recordset($1::jsonb) as r (id uuid, "listingId" uuid, first date, until date, weekdays int,
    "minNights" int, "maxNights" int, "closedToArrival" boolean, "closedToDeparture" boolean)`;

const terms = {
  ...{ home: "l", checkIn: 'c."checkIn"', checkOut: 'c."checkOut"', nights: "c.nights", now: "$2::timestamptz" },
  daysAhead: { least: "c.least", most: "c.most" },
};
const takesText = `select ${mayFit(terms)} and ${isBookedInTime(terms)} and ${fitsSeasons(terms)} as takes,
    ${takesStay(terms)} as alone
  from jsonb_to_recordset($1::jsonb) as c (listing_id uuid, "checkIn" date, "checkOut" date, nights int, least int,
    most int, position int)
  join listing l on l.id = c.listing_id order by c.position`;
