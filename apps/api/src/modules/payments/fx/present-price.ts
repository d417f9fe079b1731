import {
  type Amount,
  type CurrencyCode,
  granularityOf,
  maxAmountMinor,
  type Presentment,
  splitMinor,
} from "@roost/contract";
import { AppError } from "../../../platform/errors.ts";
import { exchanged } from "./exchange.ts";
import type { ExchangeRate } from "./find-exchange-rate.ts";

export interface Price {
  readonly total: Amount;
  /** What of the total each line is: they sum to it. 0 for a line that is not part of it. */
  readonly parts: readonly number[];
}

/**
 * A price in the currency that the guest pays in: the total at the rate, half-even, and its parts by largest remainder,
 * so that what goes back for a line is a part of what was paid. Refuses, with 422 `quote.currency_unavailable`, what
 * comes to nothing in that currency, or to more than travels.
 */
export function presentPrice({ total, parts }: Price, exchange: ExchangeRate, currency: CurrencyCode): Presentment {
  const linesOf = (amounts: readonly number[]) => amounts.map((amount) => ({ amount, currency }));
  if (currency === total.currency) return { ...exchange, currency, total, lines: linesOf(parts) };
  const presented = exchanged(total, exchange.rate, currency);
  if (presented.amount <= 0) throw currencyUnavailable("amount_too_small", `The price is too small for ${currency}.`);
  if (presented.amount > maxAmountMinor) {
    throw currencyUnavailable("amount_too_large", `The price is more than can be charged in ${currency}.`);
  }
  const shared = splitMinor(presented.amount, parts, granularityOf(currency));
  return { ...exchange, currency, total: presented, lines: linesOf(shared) };
}

export const currencyUnavailable = (code: string, detail: string): AppError =>
  new AppError("quote.currency_unavailable", { detail, issues: [{ pointer: "/currency", code, detail }] });
