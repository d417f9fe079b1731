import { type CurrencyCode, granularityOf, roundToGranularity } from "@roost/contract";

/** One version of what a jurisdiction takes, of a home there at a check-in: a part, or an amount per night and adult. */
export interface TaxRule {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly bps: number | null;
  /** For each night and adult, in `currency`. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** Stays of so many nights and more are exempt. */
  readonly exemptFromNights: number | null;
}

export interface Taxed {
  readonly currency: CurrencyCode;
  /** Nights after the discount, and cleaning, in minor units. */
  readonly baseMinor: number;
  readonly nights: number;
  readonly adults: number;
}

/** A tax of the home's place, and what of it is due; nothing where it does not apply. */
export interface ConsideredTax {
  readonly rule: TaxRule;
  /** Times `unitMinor`. */
  readonly quantity: number;
  readonly unitMinor: number;
  readonly amountMinor: number;
  readonly reason: string;
}

/**
 * What each of a place's taxes comes to, rounded half-even for itself. All of them are due: a state's and a city's. An
 * amount in another currency than the home's is not: there is no rate that everybody would agree on.
 */
export const considerTaxes = (rules: readonly TaxRule[], taxed: Taxed): ConsideredTax[] =>
  rules.map((rule) => considerTax(rule, taxed));

function considerTax(rule: TaxRule, { currency, baseMinor, nights, adults }: Taxed): ConsideredTax {
  const none = { rule, quantity: 1, unitMinor: 0, amountMinor: 0 };
  if (rule.exemptFromNights !== null && nights >= rule.exemptFromNights) {
    return { ...none, reason: `exempt from ${rule.exemptFromNights} nights` };
  }
  if (rule.bps !== null) {
    const share = { numerator: BigInt(baseMinor) * BigInt(rule.bps), denominator: 10_000n };
    const amountMinor = roundToGranularity(share, granularityOf(currency));
    return { ...none, unitMinor: amountMinor, amountMinor, reason: `${rule.bps / 100} % of nights and cleaning` };
  }
  if (rule.currency !== currency) return { ...none, reason: `not due: it is set in ${rule.currency}` };
  const unitMinor = (rule.amountMinor ?? 0) * adults;
  return { rule, quantity: nights, unitMinor, amountMinor: unitMinor * nights, reason: "for each night and adult" };
}
