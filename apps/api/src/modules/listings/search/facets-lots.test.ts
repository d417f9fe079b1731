import fc from "fast-check";
import { expect, test } from "vitest";
import { betterLot, boundsOf, homesOf, homesOfEach, isOfMap, lotOf, usualBounds } from "./facets-lots.ts";

const textOf = (query: string, words: string | null, homes = 1_000_000) => {
  const whole = { query, words, documents: homes, byChance: homes };
  return {
    whole,
    head: whole,
    rest: whole,
    probable: null,
    isTold: true,
    homes,
    inBox: null,
    worldwide: homes,
    levels: [],
  };
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

test("of a map there are lots of a quarter, a sixteenth and so on: between a quarter of a sample and a whole one", () => {
  const bounds = boundsOf({ ...textOf("'^a1:2'", null), isTold: false, inBox: 1000 });
  expect([2000, 2001, 8000, 8001, 1_000_000].map((homes) => lotOf(homes, bounds))).toEqual([0, 2, 2, 4, 10]);
  const better = (lot: number, named: number, count: number, more = {}) =>
    betterLot({ ...{ lot, named, count, isCut: false, least: 0, documents: 1_000_000 }, ...more }, bounds);
  expect(better(4, 1200, 250)).toBe(4);
  expect(better(4, 1200, 100)).toBe(2);
  expect(better(4, 1200, 100, { least: 4 })).toBe(4);
  expect(better(10, 9, 0)).toBe(4);
  expect(better(8, 10_000, 10_000, { isCut: true })).toBe(10);
});

test("a box is of a map unless more is asked for, or its city or country has fewer homes", () => {
  const box = { ...textOf("'^a1:2'", null), isTold: false, inBox: 1000 };
  expect(isOfMap(box)).toBe(true);
  expect(homesOf(box, 4, usualBounds)).toBeNull();
  for (const other of [{ isTold: true }, { homes: 999 }, { inBox: null }]) {
    expect(isOfMap({ ...box, ...other })).toBe(false);
  }
});

test("a sample is asked of the index together with all else; few homes of a place are read where they stand", () => {
  const { most, countable } = usualBounds;
  const lots = "'%14'";
  expect(homesOf(textOf("'loft' & '@oslo'", "'loft'"), 14, usualBounds)).toEqual({
    ...{ by: "ids", query: `'loft' & '@oslo' & ${lots}`, most },
  });
  expect(homesOf(textOf("'@'", null), 14, usualBounds)).toEqual({ by: "ids", query: lots, most });
  expect(homesOf({ ...textOf("'#sauna'", null, 100), homes: 5000 }, 0, usualBounds)).toEqual({
    by: "ids",
    query: "'#sauna'",
    most: countable,
  });
  expect(homesOf(textOf("'loft'", "'loft'", 100), 0, usualBounds)).toEqual({
    by: "ids",
    query: "'loft'",
    most: countable,
  });
  expect(homesOf(textOf("'@oslo'", null, 100), 0, usualBounds)).toBeNull();
  expect(homesOf(textOf("'@oslo'", null, 10_000), 0, usualBounds)).toBeNull();
  expect(homesOf(textOf("'@oslo'", null, 20_000), 0, usualBounds)).toMatchObject({ query: "'@oslo'", most: countable });
});

test("a lot that is too large gives way to a narrower one, one that tells too little to a wider one that is not too large", () => {
  const better = (lot: number, named: number, count: number, more = {}) =>
    betterLot({ ...{ lot, named, count, isCut: false, least: 0, documents: 1_000_000 }, ...more }, usualBounds);
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

test("where a sample tells too little of a few thousand homes, all of them are counted at once, unless they were too many", () => {
  const { countable } = usualBounds;
  const better = (documents: number, more = {}) =>
    betterLot({ ...{ lot: 4, named: 1200, count: 12, isCut: false, least: 0, documents }, ...more }, usualBounds);
  expect(better(countable - 1)).toBe(0);
  expect(better(countable)).toBe(2);
  expect(better(countable - 1, { count: 188 })).toBe(4);
  expect(better(countable - 1, { least: 1 })).toBe(2);
});

test("a sample of one counted thing stands for as many homes as were counted; any other for what its lot is of all", () => {
  const each = (query: string, more = {}) =>
    homesOfEach({ named: 1200 }, 3, { ...textOf(query, null, 10_098), ...more });
  for (const one of ["'@'", "'@oslo'", "('loft')", "('#sauna')", "'@l''isle'"]) expect(each(one)).toBe(10_098 / 1200);
  for (const more of ["'@oslo' & '@NO'", "('loft' | 'lofts')", "('loft') & '@oslo'"]) expect(each(more)).toBe(8);
  expect(each("('^c1:2')", { inBox: 3000 })).toBe(8);
  expect(homesOfEach({ named: 0 }, 3, textOf("'@'", null))).toBe(8);
  expect(homesOfEach({ named: 1200 }, 3, textOf("'@'", null, 1100))).toBe(1);
  expect(homesOfEach({ named: 9000 }, 0, textOf("'@'", null, 10_098))).toBe(1);
});
