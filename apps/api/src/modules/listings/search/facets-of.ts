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
  /** Each of the homes stands for two to the power of it. */
  readonly lot: number;
  readonly isCut: boolean;
}

/** The answer to what was found. */
export function facetsOf(row: FacetsRow, { lot, isCut }: Sampled): ListingFacets {
  const money = (amount: number) => ({ amount, currency: row.currency ?? "EUR" });
  const all = (count: number) => count * 2 ** lot;
  const whole = <T extends { readonly count: number }>(part: T) => ({ ...part, count: all(part.count) });
  const counts = amenityCounts(row.amenities);
  const amenities = amenityCatalogue.map(({ code }, index) => ({
    amenity: Amenity.parse(code),
    count: all(counts[index] ?? 0),
  }));
  return {
    count: all(row.count),
    isCapped: isCut || lot > 0,
    instant: all(row.instant),
    roomTypes: (row.rooms ?? []).map(whole),
    amenities: amenities.filter((one) => one.count > 0).toSorted((a, b) => b.count - a.count),
    prices: (row.prices ?? []).map(({ from, to, ...part }) => ({ from: money(from), to: money(to), ...whole(part) })),
    clusters: (row.clusters ?? []).map(({ cheapest, ...cluster }) => ({
      ...whole(cluster),
      cheapest: cheapest === null ? null : money(cheapest),
    })),
  };
}
