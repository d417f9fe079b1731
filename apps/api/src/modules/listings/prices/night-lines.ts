import { type CurrencyCode, granularityOf, type LineItem, roundToGranularity, splitMinor } from "@roost/contract";
import type { ConsideredDiscount } from "./discount.ts";
import type { Night } from "./night-price.ts";

export interface NightTerms {
  readonly currency: CurrencyCode;
  /** Of the home's prices. */
  readonly version: number;
  readonly discount: ConsideredDiscount | undefined;
}

/**
 * A line for each price and rule among a stay's nights, in the order of the first such night. The discount is taken of
 * their sum and shared among the lines by largest remainder; it never takes all, so that a stay is never for nothing.
 * The sum of the nights must be an amount that travels.
 */
export function nightLines(nights: readonly Night[], { currency, version, discount }: NightTerms): LineItem[] {
  const groups = alike(nights);
  const weights = groups.map(({ priceMinor, count }) => priceMinor * count);
  const off = discount ? discountOn(weights, discount.bps, granularityOf(currency)) : 0;
  const parts = splitMinor(off, weights, granularityOf(currency));
  const money = (amount: number) => ({ amount, currency });
  return groups.map(({ priceMinor, rule, count }, index) => {
    const part = parts[index] ?? 0;
    return {
      kind: "nightly",
      quantity: count,
      unit: money(priceMinor),
      amount: money(priceMinor * count - part),
      ...(discount && part > 0
        ? { discount: { rule: discount.rule, version, bps: discount.bps, amount: money(part) } }
        : {}),
      payer: "guest",
      payee: "host",
      rule,
      version,
    };
  });
}

function discountOn(weights: readonly number[], bps: number, step: number): number {
  const gross = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = { numerator: BigInt(gross) * BigInt(bps), denominator: 10_000n };
  return Math.min(roundToGranularity(exact, step), gross - step);
}

interface Group extends Pick<Night, "priceMinor" | "rule"> {
  readonly count: number;
}

function alike(nights: readonly Night[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { priceMinor, rule } of nights) {
    const key = `${rule} ${priceMinor}`;
    groups.set(key, { priceMinor, rule, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}
