import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeRates, type RateChange } from "./merge-rates.ts";
import type { RateRange } from "./night-price.ts";
import { sampleDate } from "./sample-prices.ts";

const rate = (first: number, until: number, priceMinor: number) => ({
  ...{ first: sampleDate(first), until: sampleDate(until), priceMinor },
});

test("a change splits the rate that it lies in", () => {
  expect(mergeRates([rate(0, 10, 500)], [rate(3, 5, 700)])).toEqual({
    gone: [sampleDate(0)],
    added: [rate(0, 3, 500), rate(3, 5, 700), rate(5, 10, 500)],
  });
});

test("neighbours of one price become one range, and the last day that is taken away leaves none", () => {
  expect(mergeRates([rate(0, 3, 500), rate(5, 9, 500)], [rate(3, 5, 500)])).toEqual({
    gone: [sampleDate(0), sampleDate(5)],
    added: [rate(0, 9, 500)],
  });
  const none = { first: sampleDate(0), until: sampleDate(3), priceMinor: null };
  expect(mergeRates([rate(0, 3, 500)], [none])).toEqual({ gone: [sampleDate(0)], added: [] });
});

test("what is so already changes nothing", () => {
  expect(mergeRates([rate(0, 9, 500)], [rate(2, 4, 500)])).toEqual({ gone: [], added: [] });
  expect(mergeRates([], [{ first: sampleDate(0), until: sampleDate(3), priceMinor: null }])).toEqual({
    ...{ gone: [], added: [] },
  });
});

const days = 60;
const price = fc.integer({ min: 1, max: 3 });
/** Ranges without overlaps, some of them neighbours. */
const ranges = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 8 }), value), { maxLength: 8 }).map((parts) => {
    let day = 0;
    return parts.flatMap(([gap, length, of]) => {
      const first = day + gap;
      day = first + length;
      return day <= days ? [{ first: sampleDate(first), until: sampleDate(day), of }] : [];
    });
  });

const priceOn = (all: readonly RateRange[], date: string) =>
  all.filter(({ first, until }) => first <= date && date < until).map(({ priceMinor }) => priceMinor);

test("day by day it says what the last word was, in as few ranges as can say it", () => {
  const rates = ranges(price).map((all) => all.map(({ of, ...range }): RateRange => ({ ...range, priceMinor: of })));
  const changes = ranges(fc.option(price)).map((all) =>
    all.map(({ of, ...range }): RateChange => ({ ...range, priceMinor: of })),
  );
  fc.assert(
    fc.property(rates, changes, (before, asked) => {
      const { gone, added } = mergeRates(before, asked);
      const after = [...before.filter(({ first }) => !gone.includes(first)), ...added];
      for (let day = 0; day < days; day += 1) {
        const date = sampleDate(day);
        const change = asked.find(({ first, until }) => first <= date && date < until);
        const expected = change ? (change.priceMinor === null ? [] : [change.priceMinor]) : priceOn(before, date);
        expect(priceOn(after, date)).toEqual(expected);
      }
      const touched = added.filter(({ first, priceMinor }) =>
        after.some((other) => other.until === first && other.priceMinor === priceMinor),
      );
      expect(touched).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
