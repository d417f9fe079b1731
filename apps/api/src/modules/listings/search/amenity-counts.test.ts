import { amenityCatalogue } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { amenityCounts, mostCounted, packedCounts } from "./amenity-counts.ts";
import { usualBounds } from "./facets-lots.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const countText = `select ${packedCounts("amenities")} as packed
  from unnest($1::bigint[], $2::int[]) a (amenities, times) cross join generate_series(1, a.times)`;

/** Homes with the same amenities at once. */
async function countsOf(homes: readonly (readonly [amenities: bigint, times: number])[]) {
  const values = [homes.map(([amenities]) => amenities.toString()), homes.map(([, times]) => times)];
  const row = await rig.sql.one<{ packed: (string | null)[] }>("test_packed", countText, values);
  return amenityCounts(row?.packed ?? []);
}

test("each amenity is counted as if it were counted alone", async () => {
  const homes = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }), fc.nat(400)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(homes, async (some) => {
      const alone = Array.from({ length: 64 }, (_, place) =>
        some.reduce((sum, [amenities, times]) => sum + Number((amenities >> BigInt(place)) & 1n) * times, 0),
      );
      expect(await countsOf(some)).toEqual(alone);
    }),
    { numRuns: 50 },
  );
});

test("as many homes as are ever counted may have all amenities there are", async () => {
  const all = (1n << 63n) - 1n;
  expect((await countsOf([[all, mostCounted]])).slice(0, 63)).toEqual(Array.from({ length: 63 }, () => mostCounted));
  expect(mostCounted).toBeGreaterThanOrEqual(usualBounds.most);
  expect(amenityCatalogue.length).toBeLessThan(64);
});
