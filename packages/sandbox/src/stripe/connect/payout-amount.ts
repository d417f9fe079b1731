import { checkCurrency, decimalsOf } from "../currencies.ts";
import { invalid } from "../refusal.ts";

/** Charged with two decimals, but sent to banks, or written at all, only without them. */
const WHOLE_UNITS = new Set(["huf", "isk", "twd", "ugx"]);

/** Refuses amounts that Stripe pays out in no currency, and in this currency to no bank. */
export function checkPayoutAmount(amount: number, currency: string): void {
  checkCurrency(currency);
  const step = WHOLE_UNITS.has(currency) ? 100 : decimalsOf(currency) === 3 ? 10 : 1;
  if (amount % step === 0) return;
  throw invalid(`Invalid amount: payouts in ${currency} must be in amounts that can be divided by ${step}.`, {
    param: "amount",
  });
}
