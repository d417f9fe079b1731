// A number of 64 bits has four lanes of 16: one sum counts four amenities.
const lanes = 4;
const width = 16;
const mask = Array.from({ length: lanes }, (_, lane) => 1n << BigInt(lane * width)).reduce((all, bit) => all | bit);

/** More rows than this might be more than a lane holds: the last one has the sign. */
export const mostCounted = 2 ** (width - 1) - 1;

/** In SQL, an aggregate of up to `mostCounted` rows: how many have each bit of a bigint, packed for `amenityCounts`. */
export const packedCounts = (column: string): string =>
  `array[${Array.from({ length: width }, (_, bit) => `sum(${column} >> ${bit} & ${mask})`).join(", ")}]::text[]`;

/** How many rows have each amenity, by its place in the catalogue; nothing where there were no rows. */
export function amenityCounts(packed: readonly (string | null)[]): readonly number[] {
  const sums = packed.map((sum) => BigInt(sum ?? 0));
  return Array.from({ length: lanes * width }, (_, place) => {
    const [lane, bit] = [Math.floor(place / width), place % width];
    return Number(BigInt.asUintN(width, (sums[bit] ?? 0n) >> BigInt(lane * width)));
  });
}
