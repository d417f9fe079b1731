import type { CurrencyCode } from "@roost/contract";
import type { Entry } from "../ledger.ts";
import type { BookLine } from "./books-gateway.ts";

type Told = Pick<BookLine, "type" | "amountMinor" | "feeMinor"> & { readonly currency: CurrencyCode };

/** Moves between the provider's balance and our bank account; nobody but us makes them. */
const ofOurBank: ReadonlySet<string> = new Set([
  "topup",
  "topup_reversal",
  "payout",
  "payout_cancel",
  "payout_failure",
]);

/** What the provider charges for itself. */
const ofTheProvider: ReadonlySet<string> = new Set(["stripe_fee", "stripe_fx_fee", "tax_fee", "network_cost"]);

/**
 * What a line of the provider's books means, where its type alone tells: that is booked without anybody's help. All
 * others tell of something that Roost did, and has booked or will.
 */
export function explainLine({ type, currency, amountMinor, feeMinor }: Told): readonly Entry[] {
  if (!ofOurBank.has(type) && !ofTheProvider.has(type)) return [];
  const counter = ofOurBank.has(type) ? "bank" : "provider_fees";
  const entries: readonly Entry[] = [
    { account: "provider_clearing", currency, amountMinor: amountMinor - feeMinor },
    { account: counter, currency, amountMinor: counter === "bank" ? -amountMinor : feeMinor - amountMinor },
    { account: "provider_fees", currency, amountMinor: counter === "bank" ? feeMinor : 0 },
  ];
  return entries.filter((entry) => entry.amountMinor !== 0);
}
