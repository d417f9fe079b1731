import {
  type CurrencyCode,
  currencyCodes,
  exponentOf,
  fromProviderAmount,
  granularityOf,
  isTakenBy,
  type MoneyProvider,
  maxAmountMinor,
  roundHalfEven,
  roundToGranularity,
  splitMinor,
  toProviderAmount,
} from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";

// The rules of the contract's money are tested here, where the generator of cases is installed.

const providers: readonly MoneyProvider[] = ["stripe", "paypal", "mpesa"];
const ways = providers.flatMap((provider) =>
  currencyCodes.filter((currency) => isTakenBy(provider, currency)).map((currency) => ({ provider, currency })),
);
const steps = fc.integer({ min: 0, max: 10_000_000 });

test("there are more than 30 currencies, and Stripe takes every one", () => {
  expect(currencyCodes.length).toBeGreaterThan(30);
  expect(currencyCodes.filter((currency) => isTakenBy("stripe", currency))).toEqual(currencyCodes);
});

test.each<[MoneyProvider, CurrencyCode, number, number]>([
  ["stripe", "NOK", 185_000, 185_000],
  ["stripe", "JPY", 500, 500],
  ["stripe", "KRW", 500, 500],
  ["stripe", "VND", 500, 500],
  ["stripe", "ISK", 500, 50_000],
  ["stripe", "UGX", 500, 50_000],
  ["stripe", "KWD", 5120, 5120],
  ["stripe", "TND", 5130, 5130],
  ["stripe", "HUF", 1045, 1045],
  ["stripe", "TWD", 1045, 1045],
  ["paypal", "HUF", 1000, 10],
  ["paypal", "TWD", 1000, 10],
  ["paypal", "JPY", 1000, 1000],
  ["mpesa", "KES", 1000, 10],
])("%s counts %s %d as %d, and back", (provider, currency, amount, counted) => {
  expect(toProviderAmount(provider, { amount, currency })).toBe(counted);
  expect(fromProviderAmount(provider, { amount: counted, currency })).toEqual({ amount, currency });
});

test.each<[MoneyProvider, CurrencyCode, number, string]>([
  ["stripe", "KWD", 5124, "does not accept 5124 minor units of KWD"],
  ["paypal", "HUF", 1045, "does not accept 1045 minor units of HUF"],
  ["mpesa", "KES", 150, "does not accept 150 minor units of KES"],
  ["stripe", "NOK", 1.5, "does not accept 1.5 minor units of NOK"],
  ["paypal", "KWD", 5120, "paypal does not take KWD"],
  ["mpesa", "NOK", 100, "mpesa does not take NOK"],
])("%s is never asked for %s %d", (provider, currency, amount, message) => {
  expect(() => toProviderAmount(provider, { amount, currency })).toThrow(message);
});

test("a provider's number that is no whole number of minor units is refused, and not rounded", () => {
  expect(() => fromProviderAmount("stripe", { amount: 50_050, currency: "ISK" })).toThrow(RangeError);
  expect(fromProviderAmount("stripe", { amount: 5124, currency: "KWD" })).toEqual({ amount: 5124, currency: "KWD" });
});

test.each<[CurrencyCode, number]>([
  ["NOK", 1],
  ["JPY", 1],
  ["ISK", 1],
  ["UGX", 1],
  ["KWD", 10],
  ["TND", 10],
  ["HUF", 100],
  ["TWD", 100],
])("prices in %s are multiples of %d", (currency, granularity) => {
  expect(granularityOf(currency)).toBe(granularity);
});

test.each(ways)("$provider: multiples of the granularity of $currency are counted exactly, both ways", (way) => {
  const granularity = granularityOf(way.currency, way.provider);
  fc.assert(
    fc.property(steps, (count) => {
      const money = { amount: count * granularity, currency: way.currency };
      const counted = toProviderAmount(way.provider, money);
      expect(Number.isSafeInteger(counted)).toBe(true);
      expect(fromProviderAmount(way.provider, { amount: counted, currency: way.currency })).toEqual(money);
    }),
  );
});

test("minor units are ISO's: none for five currencies, thousandths for two, hundredths for the rest", () => {
  const having = (exponent: number) => currencyCodes.filter((currency) => exponentOf(currency) === exponent);
  expect(having(0)).toEqual(["ISK", "JPY", "KRW", "UGX", "VND"]);
  expect(having(3)).toEqual(["KWD", "TND"]);
  expect(having(2)).toHaveLength(currencyCodes.length - 7);
});

const weights = fc.array(fc.oneof(fc.constant(0), fc.nat(1000), fc.integer({ min: 1, max: maxAmountMinor })), {
  minLength: 1,
  maxLength: 12,
});
const granularities = fc.constantFrom(1, 10, 100);

test("parts sum to the whole, are multiples of the step, within one step of their share, and always the same", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), weights, granularities, (count, shares, granularity) => {
      fc.pre(shares.some((share) => share > 0));
      const total = count * granularity;
      const parts = splitMinor(total, shares, granularity);
      const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
      expect(sum(parts)).toBe(total);
      expect(splitMinor(total, shares, granularity)).toEqual(parts);
      const whole = shares.reduce((all, share) => all + BigInt(share), 0n);
      for (const [index, part] of parts.entries()) {
        const share = BigInt(shares[index] ?? 0);
        expect(part % granularity).toBe(0);
        const off = BigInt(part) * whole - BigInt(total) * share;
        expect(off < BigInt(granularity) * whole && -off < BigInt(granularity) * whole).toBe(true);
        expect(share > 0n || part === 0).toBe(true);
      }
    }),
  );
});

test("of equal remainders the earlier part gets the step; equal weights differ by one step at most", () => {
  expect(splitMinor(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(splitMinor(500, [1, 1, 1], 100)).toEqual([200, 200, 100]);
  expect(splitMinor(1, [0, 5, 5])).toEqual([0, 1, 0]);
  expect(splitMinor(0, [0, 0])).toEqual([0, 0]);
  expect(splitMinor(0, [])).toEqual([]);
});

test.each([
  [-1, [1], 1],
  [150, [1], 100],
  [1.5, [1], 1],
  [1, [-1, 2], 1],
  [1, [0, 0], 1],
  [1, [], 1],
  [1, [0.5], 1],
  [1, [1], 0],
])("refuses to split %d by %j in steps of %d", (total, shares, granularity) => {
  expect(() => splitMinor(total, shares, granularity)).toThrow(RangeError);
});

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

test.each([
  [150n, 1n, 100, 200],
  [250n, 1n, 100, 200],
  [249n, 1n, 100, 200],
  [2505n, 10n, 100, 300],
  [15n, 1n, 10, 20],
  [5n, 2n, 1, 2],
])("%d / %d in steps of %d is %d", (numerator, denominator, granularity, rounded) => {
  expect(roundToGranularity({ numerator, denominator }, granularity)).toBe(rounded);
});
