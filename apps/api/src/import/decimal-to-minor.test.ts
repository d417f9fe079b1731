import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalToMinor } from "./decimal-to-minor.ts";

test.each([
  ["2200.8", 2, 220_080],
  ["3400", 2, 340_000],
  ["0.07", 2, 7],
  ["1200.00", 0, 1200],
  ["1.005", 3, 1005],
  ["1.1", 0, null],
  ["2200.801", 2, null],
  ["1,200", 2, null],
  ["$12", 2, null],
  ["-5", 2, null],
  ["1e3", 2, null],
  ["", 2, null],
  [".5", 2, null],
  ["5.", 2, null],
  ["999999999999999", 3, null],
])("%s with %d digits is %s", (text, digits, minor) => {
  expect(decimalToMinor(text, digits)).toBe(minor);
});

test("is exact for every amount of hundredths", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), fc.nat(99), (whole, cents) => {
      expect(decimalToMinor(`${whole}.${String(cents).padStart(2, "0")}`, 2)).toBe(whole * 100 + cents);
    }),
  );
});
