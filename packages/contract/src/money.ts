import { z } from "zod";

/** ISO 4217 minor-unit exponents of the currencies that Roost takes. Source: ISO 4217 List One. */
export const currencyExponents = {
  AED: 2, AUD: 2, BGN: 2, BRL: 2, CAD: 2, CHF: 2, CNY: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, HUF: 2, IDR: 2,
  ILS: 2, INR: 2, ISK: 0, JPY: 0, KES: 2, KRW: 0, KWD: 3, MXN: 2, MYR: 2, NOK: 2, NZD: 2, PHP: 2, PLN: 2, RON: 2,
  SAR: 2, SEK: 2, SGD: 2, THB: 2, TND: 3, TRY: 2, TWD: 2, TZS: 2, UGX: 0, USD: 2, VND: 0, ZAR: 2,
} as const; // biome-ignore format: a table

/** A currency that Roost takes, for example `NOK`. */
export type CurrencyCode = keyof typeof currencyExponents;

const codes = Object.keys(currencyExponents);
const isCurrency = (value: string): value is CurrencyCode => Object.hasOwn(currencyExponents, value);

/** ISO 4217 code in capitals. */
export const Currency = z
  .enum(Object.fromEntries(codes.filter(isCurrency).map((code) => [code, code])))
  .meta({ id: "Currency", description: "ISO 4217 code, for example NOK." });

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
  const digits = currencyExponents[money.currency];
  const style = { style: "currency", currency: money.currency, currencyDisplay: "code" } as const;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, { ...style, ...fraction }).format(money.amount / 10 ** digits);
}
