import { type AmenityCode, amenityCatalogue } from "@roost/contract";

const bits: ReadonlyMap<AmenityCode, bigint> = new Map(
  amenityCatalogue.map(({ code }, index) => [code, 1n << BigInt(index)]),
);

/** A bit for each amenity, by its place in the catalogue: what `amenity_bits` answers in SQL. */
export const amenityBits = (codes: readonly AmenityCode[]): bigint =>
  codes.reduce((all, code) => all | (bits.get(code) ?? 0n), 0n);
