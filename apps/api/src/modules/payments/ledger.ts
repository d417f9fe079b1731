import type { Money } from "@roost/contract";

/** The accounts of the ledger. Those with a holder exist once for each person. */
export type Account = "provider_clearing" | "guest_held" | "host_payable" | "revenue";

/** One side of a booking: debits positive, credits negative. */
export interface Entry {
  readonly account: Account;
  /** Whose account it is: host_payable only. */
  readonly holderId?: string;
  readonly amountMinor: number;
}

/** What is booked together. Its entries sum to zero; its business key makes it happen once. */
export interface Posting {
  readonly businessKey: string;
  readonly reference: string;
  readonly currency: Money["currency"];
  readonly entries: readonly Entry[];
}

interface Paid {
  readonly paymentId: string;
  readonly reference: string;
  readonly amount: Money;
}

/** A guest's money has come in: the provider owes it to us, we owe it on until the stay is over. */
export const capturePosting = ({ paymentId, reference, amount }: Paid): Posting => ({
  businessKey: `capture:${paymentId}`,
  reference,
  currency: amount.currency,
  entries: [
    { account: "provider_clearing", amountMinor: amount.amount },
    { account: "guest_held", amountMinor: -amount.amount },
  ],
});

/** All of it goes back to the guest: the reverse of the capture. */
export const fullRefundPosting = ({ paymentId, reference, amount }: Paid): Posting => ({
  businessKey: `refund:${paymentId}`,
  reference,
  currency: amount.currency,
  entries: [
    { account: "guest_held", amountMinor: amount.amount },
    { account: "provider_clearing", amountMinor: -amount.amount },
  ],
});

interface Earned extends Paid {
  readonly payeeId: string;
  /** The payee's share of the amount; the rest is ours. */
  readonly payeeMinor: number;
}

/** What was held for the guest is earned: the host's share is owed to the host, the rest is revenue. */
export const earnPosting = ({ paymentId, reference, amount, payeeId, payeeMinor }: Earned): Posting => ({
  businessKey: `earn:${paymentId}`,
  reference,
  currency: amount.currency,
  entries: [
    { account: "guest_held" as const, amountMinor: amount.amount },
    { account: "host_payable" as const, holderId: payeeId, amountMinor: -payeeMinor },
    { account: "revenue" as const, amountMinor: payeeMinor - amount.amount },
  ].filter(({ amountMinor }) => amountMinor !== 0),
});
