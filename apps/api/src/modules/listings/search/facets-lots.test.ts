import fc from "fast-check";
import { expect, test } from "vitest";
import { betterLot, homesOf, lotOf, usualBounds } from "./facets-lots.ts";

const textOf = (query: string, words: string | null, homes = 1_000_000) => {
  const whole = { query, words, documents: homes, byChance: homes };
  return { whole, head: whole, rest: whole, isTold: true, homes, inBox: null, worldwide: homes, levels: [] };
};

test("few homes are counted one by one, of more between half a sample and a whole one, whatever their number", () => {
  expect([0, 1, 2000, 2001, 3000, 3001, 1_000_000].map((homes) => lotOf(homes, usualBounds))).toEqual([
    ...[0, 0, 0, 1, 1, 2, 10],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 2001, max: 90_000_000 }), (homes) => {
      const sampled = homes / 2 ** lotOf(homes, usualBounds);
      expect(sampled).toBeLessThanOrEqual(1500);
      expect(sampled).toBeGreaterThan(750);
    }),
  );
});

test("a sample is asked of the index together with all else; few homes of a place are read where they stand", () => {
  const { most } = usualBounds;
  const lots = "('%14' | '%15' | '%16')";
  expect(homesOf(textOf("'loft' & '@oslo'", "'loft'"), 14, usualBounds)).toEqual({
    ...{ by: "ids", query: `'loft' & '@oslo' & ${lots}`, most },
  });
  expect(homesOf(textOf("'@'", null), 14, usualBounds)).toEqual({ by: "ids", query: lots, most });
  expect(homesOf(textOf("'#sauna'", null), 0, usualBounds)).toEqual({ by: "ids", query: "'#sauna'", most });
  expect(homesOf(textOf("'loft'", "'loft'", 100), 0, usualBounds)).toEqual({ by: "ids", query: "'loft'", most });
  expect(homesOf(textOf("'@oslo'", null, 100), 0, usualBounds)).toBeNull();
});

test("a lot that is too large gives way to a narrower one, one that tells too little to a wider one that is not too large", () => {
  const better = (lot: number, named: number, count: number, more = {}) =>
    betterLot({ ...{ lot, named, count, isCut: false, least: 0 }, ...more }, usualBounds);
  expect(better(5, 1200, 1100)).toBe(5);
  expect(better(5, 1200, 188)).toBe(5);
  expect(better(5, 1200, 187)).toBe(3);
  expect(better(5, 1200, 0, { least: 4 })).toBe(4);
  expect(better(5, 10_000, 30, { isCut: true })).toBe(9);
  expect(better(15, 10_000, 30, { isCut: true })).toBe(16);
  expect(better(6, 0, 0)).toBe(0);
  expect(better(16, 0, 0)).toBe(9);
  expect(better(0, 0, 3)).toBe(0);
});
