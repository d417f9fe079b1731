import { amenityCatalogue, ListingFacets } from "@roost/contract";
import { expect, test } from "vitest";
import { facetsOf } from "./facets-of.ts";
import { maxCounted } from "./facets-statement.ts";

const rowOf = (count: number) => ({
  ...{ count, isCut: false, instant: count, currency: "NOK" },
  rooms: [{ roomType: "entire", count }],
  amenities: amenityCatalogue.map((_amenity, index) => (index === 0 ? count : null)),
  prices: [{ from: 100, to: 900, count }],
  clusters: [{ latitude: 59.9, longitude: 10.7, count, cheapest: 100 }],
});

test("where all of a crowd lie in one part of it, no count is above what is counted, and the answer says so", () => {
  const facets = ListingFacets.parse(facetsOf(rowOf(maxCounted + 1)));
  expect(facets).toMatchObject({
    ...{ count: maxCounted, isCapped: true, instant: maxCounted },
    roomTypes: [{ count: maxCounted }],
    amenities: [{ count: maxCounted }],
    prices: [{ count: maxCounted }],
    clusters: [{ count: maxCounted }],
  });
});

test("as many as are counted are not capped", () => {
  expect(ListingFacets.parse(facetsOf(rowOf(maxCounted)))).toMatchObject({ count: maxCounted, isCapped: false });
});
