import { amenityCatalogue, ListingFacets } from "@roost/contract";
import { expect, test } from "vitest";
import { facetsOf } from "./facets-of.ts";

const rowOf = (count: number) => ({
  ...{ count, named: count, instant: count, currency: "NOK" as const },
  rooms: [{ roomType: "entire" as const, count }],
  amenities: Array.from({ length: 16 }, (_, bit) => (bit === 0 ? String(count) : null)),
  prices: [{ from: 100, to: 900, count }],
  clusters: [{ latitude: 59.9, longitude: 10.7, count, cheapest: 100 }],
});

test("each home of a sample stands for as many as it was drawn from, in every count, and the answer says so", () => {
  const facets = ListingFacets.parse(facetsOf(rowOf(90), { isSampled: true, each: 32 }));
  expect(facets).toMatchObject({
    ...{ count: 2880, isCapped: true, instant: 2880 },
    roomTypes: [{ count: 2880 }],
    amenities: [{ amenity: amenityCatalogue[0].code, count: 2880 }],
    prices: [{ from: { amount: 100 }, count: 2880 }],
    clusters: [{ count: 2880, cheapest: { amount: 100, currency: "NOK" } }],
  });
});

test("what was counted one by one is no estimate, unless there was more of it; the largest sample has a count that travels", () => {
  expect(facetsOf(rowOf(90), { isSampled: false, each: 1 })).toMatchObject({ count: 90, isCapped: false });
  expect(facetsOf(rowOf(90), { isSampled: true, each: 1 })).toMatchObject({ count: 90, isCapped: true });
  expect(ListingFacets.parse(facetsOf(rowOf(10_000), { isSampled: true, each: 65_536 })).count).toBe(655_360_000);
});

test("parts of an estimate are whole homes, and the whole together", () => {
  const rooms = (["entire", "private", "shared"] as const).map((roomType) => ({ roomType, count: 3 }));
  const prices = [1, 2, 6].map((count) => ({ from: count, to: count, count }));
  const facets = ListingFacets.parse(facetsOf({ ...rowOf(9), rooms, prices }, { isSampled: true, each: 100 / 9 }));
  expect(facets).toMatchObject({ count: 100, instant: 100, amenities: [{ count: 100 }] });
  expect(facets.roomTypes.map(({ count }) => count)).toEqual([33, 34, 33]);
  expect(facets.prices.map(({ count }) => count)).toEqual([11, 22, 67]);
});
