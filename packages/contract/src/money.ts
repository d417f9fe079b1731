import { z } from "zod";
import { currencyCodes, exponentOf } from "./currencies.ts";

/** ISO 4217 code in capitals. */
export const Currency = z.enum(currencyCodes).meta({ id: "Currency", description: "ISO 4217 code, for example NOK." });

/** Largest amount that travels: exact in JavaScript, and far below what an int8 holds. */
export const maxAmountMinor = 1_000_000_000_000;

/** A number of minor units (øre, cents, whole yen), never a fraction. */
export const AmountMinor = z.int().min(0).max(maxAmountMinor).describe("Integer minor units.");

/** An amount in integer minor units of its currency: `{ amount: 185000, currency: "NOK" }` is 1,850.00 kr. */
export const Money = z
  .object({
    amount: z.int().min(-maxAmountMinor).max(maxAmountMinor).describe("Integer minor units of the currency."),
    currency: Currency,
  })
  .meta({ id: "Money" });
export type Money = z.output<typeof Money>;

/** Writes an amount for people, for example `NOK 1,850.00`. `locale` is a BCP 47 tag. */
export function formatMoney(money: Money, locale = "en"): string {
  const digits = exponentOf(money.currency);
  const style = { style: "currency", currency: money.currency, currencyDisplay: "code" } as const;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, { ...style, ...fraction }).format(money.amount / 10 ** digits);
}
