import fc from "fast-check";
import { expect, test } from "vitest";
import { roundHalfEven } from "./round-half-even.ts";

test.each([
  [5n, 10n, 0n],
  [15n, 10n, 2n],
  [25n, 10n, 2n],
  [-5n, 10n, 0n],
  [-15n, 10n, -2n],
  [14n, 10n, 1n],
  [16n, 10n, 2n],
  [-14n, 10n, -1n],
  [0n, 7n, 0n],
])("%d / %d is %d", (numerator, denominator, rounded) => {
  expect(roundHalfEven(numerator, denominator)).toBe(rounded);
});

test("the result is never further than a half away, and even where it is exactly a half", () => {
  const numerators = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
  fc.assert(
    fc.property(numerators, fc.bigInt({ min: 1n, max: 10n ** 6n }), (numerator, denominator) => {
      const rounded = roundHalfEven(numerator, denominator);
      const twiceOff = 2n * (numerator - rounded * denominator);
      const distance = twiceOff < 0n ? -twiceOff : twiceOff;
      const tie = distance === denominator;
      expect(distance < denominator || (tie && rounded % 2n === 0n)).toBe(true);
    }),
  );
});

test("refuses a denominator that is not above zero", () => {
  expect(() => roundHalfEven(1n, 0n)).toThrow(RangeError);
});
