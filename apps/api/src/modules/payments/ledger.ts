import type { Money } from "@roost/contract";

/** The accounts of the ledger. Those with a holder exist once for each person. */
export type Account = "provider_clearing" | "guest_held";

/** One side of a booking: debits positive, credits negative. */
export interface Entry {
  readonly account: Account;
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
