import { currencyCodes, granularityOf } from "@roost/contract";

/** SQL expressions: columns or parameters, never values. */
export interface PriceTerms {
  readonly nights: string;
  readonly guestBps: string;
}

/**
 * What the guest pays for a stay, in SQL: to the cent what `priceStay` answers as `total`. `round` of a double rounds
 * half-even; it is exact while base * bps stays below 2^53, which the largest total that travels keeps for fees up
 * to 90 %.
 */
export function stayTotal({ nights, guestBps }: PriceTerms): string {
  const base = `(l.nightly_price_minor * ${nights} + l.cleaning_fee_minor)`;
  const fee = (step: string) => `round((${base} * ${guestBps})::float8 / (10000 * ${step}))::bigint * ${step}`;
  return `${base} + case when l.currency in (${inSingleUnits}) then ${fee("1")} else ${fee("currency_step(l.currency)")} end`;
}

// Nearly every home's: a list of more than eight is looked up by hash, and costs the other homes nothing.
const inSingleUnits = currencyCodes
  .filter((currency) => granularityOf(currency) === 1)
  .map((currency) => `'${currency}'`)
  .join(", ");
