import { randomUUID } from "node:crypto";
import { ListingPage, Quote } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { routers } from "../../../routes.ts";
import { findHomeCalendar } from "../calendar/home-calendar.ts";
import { takenNights } from "../calendar/taken-nights.ts";
import { dateOf, dayOf } from "../local-days.ts";
import { claimNights, takeBlock } from "../occupancy.ts";
import { findStayListing, type StayListing } from "../stay-listing.ts";
import { priceStay } from "../stay-price.ts";
import { brokenRules, localDate, todayAnywhere } from "../stay-rules.ts";

const homesCount = 24;
const searchesCount = 10_000;
const asked = 150;
const guestBps = 1400;
const now = new Date();
const today = todayAnywhere(now);

/** A home as its rules, prices and calendar are known here. */
interface Home {
  readonly listing: StayListing;
  readonly today: string;
  /** By what each night is taken, from the first day on which it is today anywhere. */
  readonly taken: ReturnType<typeof takenNights>;
}

let rig: Rig;
let homes: readonly Home[];
beforeAll(async () => {
  rig = await startRig();
  const hostId = (await rig.addUser(["guest", "host"])).userId;
  await rig.sql.run("test_tax", taxText);
  homes = await Promise.all(fc.sample(home, homesCount).map((given) => settle(hostId, given)));
}, 60_000);
afterAll(() => rig.close());

const taxText = `insert into tax_rule (id, code, version, name, country, city, bps, valid_from)
  values (gen_random_uuid(), 'oslo', 1, 'City tax', 'NO', 'Oslo', 333, '2020-01-01')`;

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const nights = some(fc.integer({ min: 1, max: 9 }));
const range = fc.record({ start: fc.integer({ min: -2, max: 80 }), length: fc.integer({ min: 1, max: 9 }) });
const season = fc.record({
  ...{ range, weekdays: fc.integer({ min: 1, max: 127 }), minNights: nights },
  ...{ closedToArrival: fc.boolean(), closedToDeparture: fc.boolean() },
});
const home = fc.record({
  columns: fc.record({
    time_zone: fc.constantFrom("Europe/Oslo", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"),
    min_nights: fc.integer({ min: 1, max: 3 }),
    max_nights: fc.integer({ min: 4, max: 12 }),
    max_guests: fc.integer({ min: 2, max: 5 }),
    advance_notice_days: fc.nat(3),
    booking_window_days: fc.constantFrom(20, 60, 731),
    preparation_days: fc.nat(2),
    nightly_price_minor: fc.integer({ min: 10_000, max: 300_000 }),
    weekend_price_minor: some(fc.integer({ min: 10_000, max: 300_000 })),
    cleaning_fee_minor: fc.nat(60_000),
    extra_guest_fee_minor: fc.nat(20_000),
    weekly_discount_bps: fc.constantFrom(0, 1250),
  }),
  seasons: fc.array(season, { maxLength: 3 }),
  rates: fc.array(fc.integer({ min: 5000, max: 500_000 }), { maxLength: 3 }),
  uses: fc.array(fc.record({ range, kind: fc.constantFrom("booking", "hold", "expired", "block") }), { maxLength: 10 }),
});
type Given = typeof home extends fc.Arbitrary<infer T> ? T : never;

/** Makes the home, and answers it as the pure rules need it. */
async function settle(hostId: string, { columns, seasons, rates, uses }: Given): Promise<Home> {
  const listingId = await rig.addHome({ host_id: hostId, ...columns });
  for (const { range: at, weekdays, minNights, ...closed } of seasons) {
    if (minNights === null && !closed.closedToArrival && !closed.closedToDeparture) continue;
    const dates = [daysAhead(at.start), daysAhead(at.start + at.length)];
    const rule = [listingId, ...dates, weekdays, minNights, closed.closedToArrival, closed.closedToDeparture];
    await rig.sql.run("test_season", seasonText, rule);
  }
  for (const [index, price] of rates.entries()) {
    const values = [listingId, daysAhead(index * 20), daysAhead(index * 20 + 9), price];
    await rig.sql.run(
      "test_rate",
      "insert into rate (listing_id, first, until, price_minor) values ($1, $2, $3, $4)",
      values,
    );
  }
  for (const { range: at, kind } of uses) {
    const dates = { checkIn: daysAhead(at.start), checkOut: daysAhead(at.start + at.length) };
    const stay = { listingId, ...dates, preparationDays: columns.preparation_days, reference: randomUUID(), now };
    const expiresAt = new Date(now.getTime() + (kind === "expired" ? -1 : 60) * 60_000);
    await rig.inTransaction((sql) =>
      kind === "block"
        ? takeBlock(sql, stay)
        : claimNights(sql, { ...stay, expiresAt: kind === "booking" ? null : expiresAt }),
    );
  }
  // A stay as long as all that are searched, so that it meets every rate.
  const all = { first: dayOf(today.earliest), until: dayOf(today.earliest) + 150 };
  const whole = { listingId, checkIn: dateOf(all.first), checkOut: dateOf(all.until) };
  const listing = await findStayListing(rig.sql, whole);
  if (!listing) throw new Error("the home is not there");
  const { stayRules, occupations } = await findHomeCalendar(rig.sql, listingId, all);
  const taken = takenNights(occupations, listing.preparationDays, all);
  return { listing: { ...listing, stayRules }, today: localDate(now, listing.timeZone), taken };
}

const seasonText = `insert into stay_rule (id, listing_id, first, until, weekdays, min_nights, closed_to_arrival,
    closed_to_departure)
  values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`;

interface Wish {
  readonly start: number;
  readonly length: number;
  readonly guests: number;
}

const wishes = fc.record({
  start: fc.oneof(fc.nat(4), fc.nat(85)),
  length: fc.integer({ min: 1, max: 13 }),
  guests: fc.integer({ min: 1, max: 5 }),
});

const datesOf = ({ start, length }: Wish) => {
  const first = dayOf(today.earliest) + start;
  return { checkIn: dateOf(first), checkOut: dateOf(first + length) };
};

/** What a quote would say of each home: the totals of those that it accepts. */
function acceptedFor(wish: Wish): Map<string, number> {
  const dates = datesOf(wish);
  const guests = { adults: wish.guests, children: 0, infants: 0, pets: 0 };
  const fees = { guestBps, hostBps: 300, version: 1 };
  return new Map(
    homes.flatMap(({ listing, today, taken }) => {
      if (taken.slice(wish.start, wish.start + wish.length).some((by) => by !== undefined)) return [];
      if (brokenRules({ ...dates, guests, today, listing }).length > 0) return [];
      return [[listing.id, priceStay({ listing, dates, guests, today, fees }).total.amount] as const];
    }),
  );
}

/** What a search shows, with its totals. */
async function shownFor(wish: Wish): Promise<Map<string, number>> {
  const search = { city: "Oslo", ...datesOf(wish), guests: wish.guests, sort: "price", limit: 100 };
  const { data } = ListingPage.parse(await rig.call(routers.listings.search.action, search));
  return new Map(data.map(({ id, price }) => [id, price.total?.amount ?? 0]));
}

test("search shows just the homes that a quote accepts, at its total: 10,000 searches", async () => {
  const given = fc.sample(wishes, searchesCount);
  let shownHomes = 0;
  for (let at = 0; at < given.length; at += 20) {
    const some = given.slice(at, at + 20);
    const shown = await Promise.all(some.map(shownFor));
    const byId = (totals: ReadonlyMap<string, number>) => [...totals].toSorted(([a], [b]) => a.localeCompare(b));
    for (const [index, wish] of some.entries()) {
      expect(byId(shown[index] ?? new Map()), JSON.stringify(wish)).toEqual(byId(acceptedFor(wish)));
      shownHomes += shown[index]?.size ?? 0;
    }
  }
  expect(shownHomes).toBeGreaterThan(searchesCount / 2);
}, 240_000);

test("what a search shows can be quoted at the total that it shows", async () => {
  let quoted = 0;
  for (const wish of fc.sample(wishes, asked)) {
    for (const [listingId, total] of [...(await shownFor(wish))].slice(0, 1)) {
      const stay = { listingId, ...datesOf(wish), guests: { adults: wish.guests } };
      const quote = Quote.parse(await rig.call(routers.bookings.quote.action, stay));
      expect(quote.total).toEqual({ amount: total, currency: "NOK" });
      quoted += 1;
    }
  }
  expect(quoted).toBeGreaterThan(asked / 4);
}, 60_000);
