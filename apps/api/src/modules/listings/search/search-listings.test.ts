import { ListingPage, SearchListingsInput } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { claimNights } from "../occupancy.ts";
import { plainPrices, twoAdults } from "../prices/sample-prices.ts";
import { distanceKm } from "../sphere.ts";
import { priceStay } from "../stay-price.ts";
import { searchListings } from "./search-listings.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

type Query = Partial<z.input<typeof SearchListingsInput>>;

const search = async (query: Query) => ListingPage.parse(await rig.call(searchListings, query));
const idsOf = async (query: Query) => (await search(query)).data.map(({ id }) => id);
const run = (query: Query) => rig.call(searchListings, query);

/** A city of its own for each test, so that tests do not see each other's homes. */
let cities = 0;
function cityOf(): { city: string; add(columns?: Readonly<Record<string, unknown>>): Promise<string> } {
  cities += 1;
  const city = `Sted ${cities}`;
  return { city, add: (columns = {}) => rig.addHome({ city, ...columns }) };
}

/** Every page of a search, one after the other. */
async function walk(query: Query): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await search({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.data.map(({ id }) => id));
    expect(page.hasMore).toBe(page.nextCursor !== null);
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

test("finds published homes of a city, whatever the case of its letters, cheapest first", async () => {
  const dear = await rig.addHome({ city: "Ålesund", nightly_price_minor: 200_000 });
  const cheap = await rig.addHome({ city: "Ålesund", nightly_price_minor: 90_000 });
  await rig.addHome({ city: "Ålesund", status: "draft" });
  const swedish = await rig.addHome({ city: "Ålesund", country: "SE", nightly_price_minor: 95_000 });
  expect(await idsOf({ city: "ålesund" })).toEqual([cheap, swedish, dear]);
  expect(await idsOf({ city: "ÅLESUND", country: "NO" })).toEqual([cheap, dear]);
  const [item] = (await search({ city: "Ålesund" })).data;
  expect(item).toMatchObject({ price: { nightly: { amount: 90_000, currency: "NOK" } } });
  expect(item).not.toHaveProperty("distanceKm");
});

test("each filter keeps what fits", async () => {
  const { city, add } = cityOf();
  const rated = { review_count: 2, avg_rating: 4.5 };
  const small = await add({ max_guests: 2, room_type: "private", bedrooms: 1, nightly_price_minor: 50_000 });
  const large = await add({
    max_guests: 8,
    bedrooms: 3,
    booking_mode: "request",
    nightly_price_minor: 300_000,
    ...rated,
  });
  expect(await idsOf({ city, guests: 3 })).toEqual([large]);
  expect(await idsOf({ city, guests: 2 })).toEqual([small, large]);
  expect(await idsOf({ city, roomType: "private" })).toEqual([small]);
  expect(await idsOf({ city, bedrooms: 2 })).toEqual([large]);
  expect(await idsOf({ city, instant: true })).toEqual([small]);
  expect(await idsOf({ city, instant: false })).toEqual([large]);
  expect(await idsOf({ city, minRating: 4.5 })).toEqual([large]);
  expect(await idsOf({ city, minPrice: 50_001, currency: "NOK" })).toEqual([large]);
  expect(await idsOf({ city, maxPrice: 50_000, currency: "NOK" })).toEqual([small]);
  expect(await idsOf({ city, currency: "SEK" })).toEqual([]);
});

test("with dates: only homes that are free and take the length, priced as the quote prices them", async () => {
  const { city, add } = cityOf();
  const dates = { checkIn: daysAhead(30), checkOut: daysAhead(33) };
  const free = await add({ nightly_price_minor: 10_001, cleaning_fee_minor: 5_003 });
  const cheapNights = await add({ nightly_price_minor: 9_000, cleaning_fee_minor: 99_000 });
  await add({ min_nights: 4 });
  await add({ max_nights: 2 });
  const taken = await add();
  const now = new Date();
  const claim = { listingId: taken, ...dates, reference: "taken", expiresAt: null, now };
  await rig.inTransaction((sql) => claimNights(sql, claim));
  const held = await add({ nightly_price_minor: 500_000 });
  const hold = { ...claim, listingId: held, reference: "held", expiresAt: new Date(now.getTime() + 900_000) };
  await rig.inTransaction((sql) => claimNights(sql, hold));

  const { data } = await search({ city, ...dates });
  expect(data.map(({ id }) => id)).toEqual([free, cheapNights]);
  const { total } = priceStay({
    listing: { ...plainPrices, nightlyPriceMinor: 10_001, cleaningFeeMinor: 5_003 },
    ...{ dates, guests: twoAdults, today: dates.checkIn, fees: { guestBps: 1400, hostBps: 300, version: 1 } },
  });
  expect(data[0]?.price).toEqual({ nightly: { amount: 10_001, currency: "NOK" }, total, nights: 3 });
  expect(await idsOf({ city, ...dates, maxPrice: total.amount, currency: "NOK" })).toEqual([free]);
  for (const sort of ["price", "-price", "-createdAt", "-rating", "relevance"] as const) {
    const found = (prices: object) => idsOf({ city, ...dates, ...prices, currency: "NOK", sort });
    expect(await found({ minPrice: total.amount + 1 })).toEqual([cheapNights]);
    expect(await found({ minPrice: total.amount, maxPrice: total.amount })).toEqual([free]);
    expect(await found({ minPrice: 90_000_000_000 })).toEqual([]);
  }
  expect(
    await idsOf({ city, checkIn: daysAhead(33), checkOut: daysAhead(36), minPrice: 300_000, currency: "NOK" }),
  ).toEqual([taken, held]);

  await rig.sql.run(
    "test_expire",
    "update occupancy set expires_at = now() - interval '1 second' where reference = 'held'",
  );
  expect(await idsOf({ city, ...dates })).toEqual([free, cheapNights, held]);
});

test("preparation days of one stay keep another away, a block does not reach further than its nights", async () => {
  const { city, add } = cityOf();
  const listingId = await add();
  const now = new Date();
  const stay = { listingId, checkIn: daysAhead(40), checkOut: daysAhead(42), preparationDays: 1, expiresAt: null, now };
  await rig.inTransaction((sql) => claimNights(sql, { ...stay, reference: "prepared" }));
  expect(await idsOf({ city, checkIn: daysAhead(42), checkOut: daysAhead(44) })).toEqual([]);
  expect(await idsOf({ city, checkIn: daysAhead(43), checkOut: daysAhead(44) })).toEqual([listingId]);
});

test("around a point: within the radius of the public point, nearest first, with the distance", async () => {
  const centre = { lat: -16.8, lng: 179.98 };
  const at = (latitude: number, longitude: number) => ({ public_latitude: latitude, public_longitude: longitude });
  const near = await rig.addHome({ city: "Taveuni", ...at(-16.81, 179.99) });
  const across = await rig.addHome({ city: "Taveuni", ...at(-16.82, -179.97) });
  const far = await rig.addHome({ city: "Taveuni", ...at(-16.8, -179.8) });
  const { data } = await search(centre);
  expect(data.map(({ id }) => id)).toEqual([near, across]);
  const km = distanceKm({ latitude: -16.8, longitude: 179.98 }, { latitude: -16.82, longitude: -179.97 });
  expect(data[1]?.distanceKm).toBeCloseTo(km, 2);
  expect(await idsOf({ ...centre, radiusKm: 30 })).toEqual([near, across, far]);
  expect(await idsOf({ ...centre, radiusKm: 2 })).toEqual([near]);
  expect(await idsOf({ ...centre, radiusKm: 30, sort: "-createdAt", limit: 1 })).toHaveLength(1);
});

test("sorts: prices grouped by currency, best rated first and unrated last, newest first", async () => {
  const { city, add } = cityOf();
  const krone = await add({ nightly_price_minor: 100, created_at: "2026-01-03T00:00:00Z" });
  const euro = await add({
    nightly_price_minor: 900,
    currency: "EUR",
    review_count: 100,
    avg_rating: 4.2,
    created_at: "2026-01-02T00:00:00Z",
  });
  const dear = await add({
    nightly_price_minor: 700,
    review_count: 100,
    avg_rating: 4.9,
    created_at: "2026-01-01T00:00:00Z",
  });
  expect(await idsOf({ city })).toEqual([euro, krone, dear]);
  expect(await idsOf({ city, sort: "-price" })).toEqual([dear, krone, euro]);
  expect(await idsOf({ city, sort: "price", currency: "NOK" })).toEqual([krone, dear]);
  expect(await idsOf({ city, sort: "-rating" })).toEqual([dear, euro, krone]);
  expect(await idsOf({ city, sort: "-createdAt" })).toEqual([krone, euro, dear]);
});

test("a walk over the pages sees every home once, in the order of one large page, for every sort", async () => {
  const { city, add } = cityOf();
  const columns = fc.record({
    // Few values: ties are the rule.
    nightly_price_minor: fc.constantFrom(50_000, 60_000),
    cleaning_fee_minor: fc.constantFrom(0, 10_000),
    currency: fc.constantFrom("NOK", "EUR"),
    avg_rating: fc.constantFrom(null, 4.5, 4.75),
    public_latitude: fc.constantFrom(59.91, 59.92),
    created_at: fc.constantFrom("2026-01-01T00:00:00.123Z", "2026-01-02T00:00:00.456Z"),
  });
  for (const home of fc.sample(columns, { numRuns: 37, seed: 3 })) {
    await add({ ...home, review_count: home.avg_rating === null ? 0 : 100 });
  }
  const dates = { checkIn: daysAhead(50), checkOut: daysAhead(53) };
  const point = { lat: 59.9, lng: 10.7 };
  const queries: Query[] = [
    ...(["price", "-price", "-rating", "-createdAt"] as const).flatMap((sort) => [
      { city, sort },
      { city, sort, ...dates },
    ]),
    { city, ...point },
    { city, ...point, ...dates, sort: "price" },
  ];
  for (const query of queries) {
    const whole = await idsOf({ ...query, limit: 100 });
    expect(whole).toHaveLength(37);
    expect(await walk({ ...query, limit: 5 })).toEqual(whole);
  }
});

test("a cursor fits only the search that made it", async () => {
  const { city, add } = cityOf();
  await Promise.all([add(), add(), add()]);
  const { nextCursor } = await search({ city, limit: 1 });
  const cursor = nextCursor ?? "";
  expect((await search({ city, limit: 2, cursor })).data).toHaveLength(2);
  for (const other of [
    { city, guests: 2 },
    { city, sort: "-price" as const },
    { city: "Oslo" },
    { city, currency: "NOK" as const },
  ]) {
    await expect(run({ ...other, cursor })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ pointer: "/cursor" }],
    });
  }
  const edited = `${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`;
  await expect(run({ city, cursor: edited })).rejects.toMatchObject({ code: "request.invalid" });
});

test.each<[string, Query]>([
  ["/lng", { lat: 59.9 }],
  ["/lat", { lng: 10.7 }],
  ["/lat", { radiusKm: 5 }],
  ["/checkOut", { checkIn: daysAhead(3) }],
  ["/checkIn", { checkOut: daysAhead(3) }],
  ["/currency", { minPrice: 1 }],
  ["/currency", { city: "Oslo", maxPrice: 1 }],
  ["/maxPrice", { city: "Oslo", minPrice: 101, maxPrice: 100, currency: "NOK" }],
  ["/sort", { city: "Oslo", sort: "distance" }],
])("points at %s, which is missing or does not fit", async (pointer, query) => {
  await expect(run(query)).rejects.toMatchObject({
    code: "request.invalid",
    issues: expect.arrayContaining([expect.objectContaining({ pointer })]),
  });
});

test.each<[string, Query, string[] | undefined]>([
  ["stay.invalid_range", { checkIn: daysAhead(5), checkOut: daysAhead(5) }, undefined],
  ["stay.invalid_range", { checkIn: daysAhead(5), checkOut: daysAhead(4) }, undefined],
  ["stay.rule", { checkIn: daysAhead(-3), checkOut: daysAhead(2) }, ["check_in_past"]],
  ["stay.rule", { checkIn: daysAhead(740), checkOut: daysAhead(742) }, ["too_far_ahead"]],
  ["stay.rule", { checkIn: daysAhead(5), checkOut: daysAhead(371) }, ["too_long"]],
])("refuses dates that no home takes: %s", async (code, query, rules) => {
  await expect(run(query)).rejects.toMatchObject({ code, ...(rules && { details: { rules } }) });
});

test("where today has begun in one zone and not in another, each home's own date decides", async () => {
  const { city, add } = cityOf();
  const east = await add({ time_zone: "Pacific/Kiritimati" });
  const west = await add({ time_zone: "Pacific/Pago_Pago" });
  const dateIn = (zone: string) => Temporal.Now.plainDateISO(zone);
  const [inEast, inWest] = [dateIn("Pacific/Kiritimati"), dateIn("Pacific/Pago_Pago")];
  const oneNight = (day: Temporal.PlainDate) => ({
    checkIn: day.toString(),
    checkOut: day.add({ days: 1 }).toString(),
  });
  // 25 hours apart: their dates always differ.
  expect(await idsOf({ city, ...oneNight(inWest) })).toEqual([west]);
  expect(new Set(await idsOf({ city, ...oneNight(inEast) }))).toEqual(new Set([east, west]));
  const lastInEast = inEast.add({ years: 2 });
  expect(await idsOf({ city, ...oneNight(lastInEast) })).toEqual([east]);
});

test("a home that costs more than can be charged is not offered, and hides nobody else", async () => {
  const { city, add } = cityOf();
  await add({ nightly_price_minor: 1_000_000_000_000 });
  const other = await add();
  expect(await idsOf({ city, checkIn: daysAhead(9), checkOut: daysAhead(11) })).toEqual([other]);
});
