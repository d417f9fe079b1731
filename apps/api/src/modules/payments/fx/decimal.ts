import { type Fraction, roundHalfEven } from "@roost/contract";

/** A decimal as text, exact: `"0.0891"` is 891/10000. Throws a RangeError for anything else. */
export function fractionOf(text: string): Fraction {
  const [, whole = "", decimals = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") throw new RangeError(`"${text}" is not a decimal number`);
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** A fraction above zero as a decimal of so many significant digits, half-even, without zeros at its end. */
export function decimalOf({ numerator, denominator }: Fraction, significant: number): string {
  if (numerator <= 0n || denominator <= 0n) throw new RangeError("the fraction must be above zero");
  const decimals = significant - 1 - magnitudeOf({ numerator, denominator });
  const scale = 10n ** BigInt(Math.abs(decimals));
  const rounded =
    decimals >= 0
      ? roundHalfEven(numerator * scale, denominator)
      : roundHalfEven(numerator, denominator * scale) * scale;
  return decimals > 0 ? withPoint(rounded.toString(), decimals) : rounded.toString();
}

/** Without the zeros that say nothing: `"1.1618000000"` is `"1.1618"`. */
export const trimDecimal = (text: string): string =>
  text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;

/** The power of ten of the first digit: 0 for 1 to 9.99, -2 for 0.0891. */
function magnitudeOf({ numerator, denominator }: Fraction): number {
  const guess = numerator.toString().length - denominator.toString().length;
  const isBelow =
    guess >= 0 ? numerator < denominator * 10n ** BigInt(guess) : numerator * 10n ** BigInt(-guess) < denominator;
  return isBelow ? guess - 1 : guess;
}

function withPoint(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, "0");
  return trimDecimal(`${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`);
}
