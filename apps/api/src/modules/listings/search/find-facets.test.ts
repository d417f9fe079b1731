import { ListingFacets } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { claimNights } from "../occupancy.ts";
import { findFacets } from "./find-facets.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const facets = async (input: object) => ListingFacets.parse(await rig.call(findFacets, input));

test("counts homes by room, amenity and price, and says where they stand in a frame", async () => {
  const at = (public_latitude: number, public_longitude: number) => ({
    city: "Hamar",
    public_latitude,
    public_longitude,
  });
  const taken = await rig.addHome({ ...at(60.1, 11.1), amenities: ["wifi", "sauna"], nightly_price_minor: 50_000 });
  await rig.addHome({ ...at(60.1, 11.1), amenities: ["wifi"], nightly_price_minor: 90_000, room_type: "private" });
  await rig.addHome({ ...at(60.9, 11.9), booking_mode: "request", nightly_price_minor: 200_000 });
  await rig.addHome({ ...at(60.9, 11.9), currency: "EUR", nightly_price_minor: 100 });
  const frame = { box: "11,60,12,61" };
  const found = await facets(frame);
  expect(found).toMatchObject({
    count: 4,
    isCapped: false,
    instant: 3,
    roomTypes: [
      { roomType: "entire", count: 3 },
      { roomType: "private", count: 1 },
    ],
    amenities: [
      { amenity: "wifi", count: 2 },
      { amenity: "sauna", count: 1 },
    ],
  });
  expect(found.prices.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect(found.prices[0]?.from).toEqual({ amount: 50_000, currency: "NOK" });
  expect(found.prices.at(-1)?.to).toEqual({ amount: 200_000, currency: "NOK" });
  const kroner = (amount: number) => ({ amount, currency: "NOK" });
  expect(found.clusters).toEqual([
    { latitude: 60.1, longitude: 11.1, count: 2, cheapest: kroner(50_000) },
    { latitude: 60.9, longitude: 11.9, count: 2, cheapest: kroner(200_000) },
  ]);
  expect((await facets({ ...frame, currency: "EUR" })).clusters).toHaveLength(1);
  expect(await facets({ ...frame, amenities: ["wifi", "sauna"] })).toMatchObject({ count: 1 });

  const dates = { checkIn: daysAhead(20), checkOut: daysAhead(22) };
  const claim = { listingId: taken, ...dates, reference: "facets", expiresAt: null, now: new Date() };
  await rig.inTransaction((sql) => claimNights(sql, claim));
  expect(await facets({ ...frame, ...dates })).toMatchObject({ count: 3 });
  expect(await facets({ ...frame, ...dates, currency: "NOK", maxPrice: 250_000 })).toMatchObject({ count: 1 });
});

test("a frame across the antimeridian has its clusters on both sides, and nothing is found where nothing is", async () => {
  const at = (public_longitude: number) => ({ city: "Taveuni", public_latitude: -16.8, public_longitude });
  await rig.addHome(at(179.99));
  await rig.addHome(at(-179.5));
  const { clusters } = await facets({ box: "179,-18,-179,-16" });
  expect(clusters.map(({ longitude }) => longitude).toSorted((a, b) => a - b)).toEqual([-179.5, 179.99]);
  const empty = { count: 0, instant: 0, roomTypes: [], amenities: [], prices: [], clusters: [] };
  expect(await facets({ city: "Atlantis" })).toEqual({ ...empty, isCapped: false });
});
