import { Amenity, amenityCatalogue, Currency, type ListingFacets, RoomType } from "@roost/contract";
import { z } from "zod";
import { amenityCounts } from "./amenity-counts.ts";

const homes = z.int();
const minor = z.int();

/** What `facetsStatement` finds. */
export const FacetsRow = z.object({
  count: homes,
  /** By the index of words, before anything else was asked of them. */
  named: homes,
  instant: homes,
  currency: z.nullable(Currency),
  rooms: z.nullable(z.array(z.object({ roomType: RoomType, count: homes }))),
  /** As `packedCounts` has them. */
  amenities: z.array(z.nullable(z.string())),
  prices: z.nullable(z.array(z.object({ from: minor, to: minor, count: homes }))),
  clusters: z.nullable(
    z.array(z.object({ latitude: z.number(), longitude: z.number(), count: homes, cheapest: z.nullable(minor) })),
  ),
});
export type FacetsRow = z.output<typeof FacetsRow>;

interface Sampled {
  readonly isSampled: boolean;
  /** For so many homes each stands. */
  readonly each: number;
}

/** The answer to what was found. */
export function facetsOf(row: FacetsRow, { isSampled, each }: Sampled): ListingFacets {
  const money = (amount: number) => ({ amount, currency: row.currency ?? "EUR" });
  const all = (count: number) => Math.round(count * each);
  const counts = amenityCounts(row.amenities);
  const amenities = amenityCatalogue.map(({ code }, index) => ({
    amenity: Amenity.parse(code),
    count: all(counts[index] ?? 0),
  }));
  return {
    count: all(row.count),
    isCapped: isSampled,
    instant: all(row.instant),
    roomTypes: partsOf(row.rooms ?? [], all),
    amenities: amenities.filter((one) => one.count > 0).toSorted((a, b) => b.count - a.count),
    prices: partsOf(row.prices ?? [], all).map(({ from, to, count }) => ({ from: money(from), to: money(to), count })),
    clusters: partsOf(row.clusters ?? [], all).map(({ cheapest, ...cluster }) => ({
      ...cluster,
      cheapest: cheapest === null ? null : money(cheapest),
    })),
  };
}

/** Parts of a whole, rounded so that they are the whole together. */
function partsOf<T extends { readonly count: number }>(parts: readonly T[], all: (count: number) => number): T[] {
  let before = 0;
  return parts.map((part) => {
    const count = all(before + part.count) - all(before);
    before += part.count;
    return { ...part, count };
  });
}
