import { granularityOf } from "@roost/contract";
import {
  type Account,
  difference,
  type Entry,
  inPlaceOf,
  type PaymentFacts,
  type Progress,
  positionOf,
} from "../ledger.ts";

export interface Loss {
  readonly before: Progress;
  /** With the lost lines among what has gone back. */
  readonly after: Progress;
  /** Where the bank's money stands until now. */
  readonly from: Extract<Account, "dispute_reserve" | "platform_loss">;
  /** The host has been paid for it: his part is ours to bear. */
  readonly isPaidOut: boolean;
}

export interface BookedLoss {
  readonly entries: readonly Entry[];
  /** The host's part that the platform bears, in minor units of his currency. */
  readonly absorbedMinor: number;
}

/**
 * What a lost chargeback takes: from everybody what a refund of the same lines would have taken, and from the account
 * that held the bank's money in place of the provider's balance, which paid when the chargeback was opened.
 */
export function lossOf(facts: PaymentFacts, { before, after, from, isPaidOut }: Loss): BookedLoss {
  const asRefund = difference(positionOf(facts, before), positionOf(facts, after));
  const taken = inPlaceOf(asRefund, "provider_clearing", from);
  if (!isPaidOut) return { entries: difference([], taken), absorbedMinor: 0 };
  const absorbedMinor = taken.reduce(
    (sum, { account, amountMinor }) => (account === "host_payable" ? sum + amountMinor : sum),
    0,
  );
  return { entries: difference([], inPlaceOf(taken, "host_payable", "platform_loss")), absorbedMinor };
}

/**
 * How much of what a bank takes was still there. A bank may take what we have promised to give back, or gave back
 * already: more than `left` is nobody's money, and ours to lose.
 */
export function coverOf(amountMinor: number, leftMinor: number, currency: PaymentFacts["currency"]): number {
  const step = granularityOf(currency);
  return Math.floor(Math.max(0, Math.min(amountMinor, leftMinor)) / step) * step;
}
