import { type Amount, type CurrencyCode, exponentOf, granularityOf, roundToGranularity } from "@roost/contract";
import { decimalOf, fractionOf } from "./decimal.ts";

/** Digits of a rate: enough for the largest amount that travels, and what is said of it is what was used. */
const rateDigits = 12;

/** How many units of one currency another one's unit is worth, from what a euro is worth in each: a decimal. */
export function crossRate(fromPerEur: string, toPerEur: string): string {
  const [from, to] = [fractionOf(fromPerEur), fractionOf(toPerEur)];
  const rate = { numerator: to.numerator * from.denominator, denominator: to.denominator * from.numerator };
  return decimalOf(rate, rateDigits);
}

/** An amount in another currency, rounded half-even to the step that its money can take. `rate` is between units. */
export function exchanged({ amount, currency }: Amount, rate: string, to: CurrencyCode): Amount {
  const { numerator, denominator } = fractionOf(rate);
  const shift = exponentOf(to) - exponentOf(currency);
  const minor = {
    numerator: BigInt(amount) * numerator * 10n ** BigInt(Math.max(shift, 0)),
    denominator: denominator * 10n ** BigInt(Math.max(-shift, 0)),
  };
  return { amount: roundToGranularity(minor, granularityOf(to)), currency: to };
}
