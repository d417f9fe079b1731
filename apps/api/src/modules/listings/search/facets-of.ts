import { Amenity, amenityCatalogue, Currency, type ListingFacets, RoomType } from "@roost/contract";
import { z } from "zod";
import { maxCounted } from "./facets-statement.ts";

// One home more than is counted is read, to know that there are more: it may lie with all others in one part.
const homes = z.int().transform((count) => Math.min(count, maxCounted));
const minor = z.int();

const Row = z.object({
  count: z.int(),
  /** Not all homes with the words were looked at. */
  isCut: z.boolean(),
  instant: homes,
  currency: z.nullable(Currency),
  rooms: z.nullable(z.array(z.object({ roomType: RoomType, count: homes }))),
  /** By place in the catalogue. */
  amenities: z.array(z.nullable(homes)),
  prices: z.nullable(z.array(z.object({ from: minor, to: minor, count: homes }))),
  clusters: z.nullable(
    z.array(z.object({ latitude: z.number(), longitude: z.number(), count: homes, cheapest: z.nullable(minor) })),
  ),
});

/** The answer to what `facetsStatement` found. */
export function facetsOf(found: unknown): ListingFacets {
  const { count, isCut, instant, currency, ...row } = Row.parse(found);
  const money = (amount: number) => ({ amount, currency: currency ?? "EUR" });
  const amenities = amenityCatalogue.map(({ code }, index) => ({
    amenity: Amenity.parse(code),
    count: row.amenities[index] ?? 0,
  }));
  return {
    count: Math.min(count, maxCounted),
    isCapped: isCut || count > maxCounted,
    instant,
    roomTypes: row.rooms ?? [],
    amenities: amenities.filter((one) => one.count > 0).toSorted((a, b) => b.count - a.count),
    prices: (row.prices ?? []).map(({ from, to, ...part }) => ({ from: money(from), to: money(to), ...part })),
    clusters: (row.clusters ?? []).map(({ cheapest, ...cluster }) => ({
      ...cluster,
      cheapest: cheapest === null ? null : money(cheapest),
    })),
  };
}
