import { Currency, fromProviderAmount, isCurrencyCode, toProviderAmount } from "@roost/contract";

/** An amount that Stripe cannot take: it will never be asked for with success, which is certain before it is sent. */
export class ImpossibleAmount extends Error {}

/** Our minor units as Stripe counts them. */
export function toStripe(amountMinor: number, currency: string): number {
  try {
    return toProviderAmount("stripe", { amount: amountMinor, currency: Currency.parse(currency) });
  } catch (error) {
    throw new ImpossibleAmount(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Stripe's number, of a currency in Stripe's small letters, in our minor units. What is in a currency that Roost does
 * not take is nobody's payment here: its amount stays as Stripe counts it.
 */
export function fromStripe(amount: number, currency: string): number {
  const code = currency.toUpperCase();
  return isCurrencyCode(code) ? fromProviderAmount("stripe", { amount, currency: code }).amount : amount;
}
