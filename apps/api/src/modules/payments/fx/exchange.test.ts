import { currencyCodes, exponentOf, granularityOf } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalOf, fractionOf, trimDecimal } from "./decimal.ts";
import { crossRate, exchanged } from "./exchange.ts";

test.each([
  ["1", "11.214", "11.214"],
  ["11.214", "1", "0.0891742464776"],
  ["183.03", "1.1618", "0.00634759329072"],
  ["30175.1", "0.356648", "0.0000118192814605"],
  ["0.356648", "30175.1", "84607.5121689"],
  ["1.95583", "1.95583", "1"],
  ["0.001", "999999999", "999999999000"],
])("from %s to %s units for a euro the rate is %s", (from, to, rate) => {
  expect(crossRate(from, to)).toBe(rate);
});

test.each([
  // 6,840.00 kr, at what 1 kr is worth
  [{ amount: 684_000, currency: "NOK" }, "0.0891742464776", "EUR", 60_995],
  // 25,000 yen: no decimals on one side
  [{ amount: 25_000, currency: "JPY" }, "0.00546358520461", "EUR", 13_659],
  [{ amount: 13_659, currency: "EUR" }, "183.03", "JPY", 25_000],
  // Three decimals, and the last of them 0
  [{ amount: 100_000, currency: "EUR" }, "0.356648", "KWD", 356_650],
  // Whole forints
  [{ amount: 12_345, currency: "EUR" }, "387.55", "HUF", 4_784_300],
  // A tie: of two as near, the even one
  [{ amount: 50, currency: "EUR" }, "0.01", "USD", 0],
  [{ amount: 150, currency: "EUR" }, "0.01", "USD", 2],
] as const)("%j at %s is %s %d", (money, rate, currency, amount) => {
  expect(exchanged(money, rate, currency)).toEqual({ amount, currency });
});

const currencies = fc.constantFrom(...currencyCodes);
const perEur = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, decimals]) => decimalOf({ numerator: digits, denominator: 10n ** BigInt(decimals) }, 20));

test("a rate is a decimal of at most twelve digits, within half of the last one of the exact quotient", () => {
  fc.assert(
    fc.property(perEur, perEur, (from, to) => {
      const rate = crossRate(from, to);
      expect(rate).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(rate.replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length).toBeLessThanOrEqual(12);
      const [a, b, r] = [fractionOf(from), fractionOf(to), fractionOf(rate)];
      // | r * from - to | <= to * 10^-11 / 2, in whole numbers
      const exact = b.numerator * a.denominator * r.denominator;
      const said = r.numerator * a.numerator * b.denominator;
      const off = said > exact ? said - exact : exact - said;
      expect(off * 2n * 10n ** 11n <= exact).toBe(true);
    }),
  );
});

test("what is exchanged is a multiple of the step, within half a step of the exact amount", () => {
  const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(amounts, currencies, currencies, perEur, perEur, (amount, currency, to, a, b) => {
      const rate = crossRate(a, b);
      const { numerator, denominator } = fractionOf(rate);
      const step = BigInt(granularityOf(to));
      const minor = BigInt(exchanged({ amount, currency }, rate, to).amount);
      fc.pre(minor < 2n ** 53n);
      expect(minor % step).toBe(0n);
      const exact = BigInt(amount) * numerator * 10n ** BigInt(exponentOf(to));
      const said = minor * denominator * 10n ** BigInt(exponentOf(currency));
      const halfStep = (step * denominator * 10n ** BigInt(exponentOf(currency))) / 2n;
      expect(said - exact <= halfStep && exact - said <= halfStep).toBe(true);
    }),
  );
});

test("decimals are text: zeros at the end go, and what is no decimal is refused", () => {
  expect(["1.1618000000", "100", "1.00000", "0.10"].map(trimDecimal)).toEqual(["1.1618", "100", "1", "0.1"]);
  expect(decimalOf({ numerator: 123_456n, denominator: 1n }, 3)).toBe("123000");
  expect(decimalOf({ numerator: 999_999n, denominator: 1_000_000n }, 3)).toBe("1");
  for (const text of ["", "-1", "1e3", "1,5", ".5", "1."]) expect(() => fractionOf(text)).toThrow(RangeError);
  expect(() => decimalOf({ numerator: 0n, denominator: 1n }, 3)).toThrow(RangeError);
});
