import { z } from "zod";
import type { Rejected } from "../gateway.ts";

/** How a host's account stands at its provider. */
export const PayoutAccountState = z.object({
  accountRef: z.string(),
  /** Our own id of it; null for an account that is none of ours. */
  accountId: z.string().nullable(),
  /** `enabled`: money can be sent there, and from there to a bank. */
  status: z.enum(["onboarding", "restricted", "enabled"]),
  /** What the provider still wants to know, in its own words. */
  requirements: z.array(z.string()),
  bank: z.object({ ref: z.string(), last4: z.string(), currency: z.string() }).nullable(),
});
export type PayoutAccountState = z.output<typeof PayoutAccountState>;

export interface NewPayoutAccount {
  readonly key: string;
  readonly accountId: string;
  readonly userId: string;
  readonly country: string;
}

/** The page where a person gives his details: good once, and for some minutes. */
export const PayoutAccountLink = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
export type PayoutAccountLink = z.output<typeof PayoutAccountLink>;

export interface LinkRequest {
  readonly key: string;
  readonly accountRef: string;
  /** Where he comes back to, finished or not, or once the page has grown old. */
  readonly returnUrl: string;
}

/** Money on its way from our balance into a host's account, and what was fetched back of it. */
export const TransferState = z.object({
  transferRef: z.string(),
  /** Our payout's id; null for a transfer that was made by hand, at the provider. */
  payoutId: z.string().nullable(),
  accountRef: z.string().nullable(),
  amountMinor: z.int(),
  currency: z.string(),
  reversals: z.array(z.object({ reversalRef: z.string(), reversalId: z.string().nullable(), amountMinor: z.int() })),
});
export type TransferState = z.output<typeof TransferState>;

export interface TransferRequest {
  readonly key: string;
  readonly payoutId: string;
  readonly reference: string;
  readonly accountRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface ReversalRequest {
  readonly key: string;
  readonly reversalId: string;
  readonly transferRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Money on its way from a host's account to his bank. */
export const BankPayoutState = z.object({
  bankRef: z.string(),
  payoutId: z.string().nullable(),
  status: z.enum(["under_way", "paid", "failed"]),
  failureCode: z.string().nullable(),
});
export type BankPayoutState = z.output<typeof BankPayoutState>;

export interface BankPayoutRequest {
  readonly key: string;
  readonly payoutId: string;
  readonly accountRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The part of a provider that pays hosts. As everywhere, it throws only where the outcome is unknown. */
export interface PayoutGateway {
  openPayoutAccount(request: NewPayoutAccount): Promise<PayoutAccountState | Rejected>;
  payoutAccountLink(request: LinkRequest): Promise<PayoutAccountLink | Rejected>;
  retrievePayoutAccount(accountRef: string): Promise<PayoutAccountState | Rejected>;
  /** One that was made for the payout before is answered, and no second one made, however old the key is. */
  transfer(request: TransferRequest): Promise<TransferState | Rejected>;
  retrieveTransfer(transferRef: string): Promise<TransferState | Rejected>;
  /** Answers the transfer as it stands afterwards. */
  reverseTransfer(request: ReversalRequest): Promise<TransferState | Rejected>;
  payOut(request: BankPayoutRequest): Promise<BankPayoutState | Rejected>;
  retrieveBankPayout(bankRef: string, accountRef: string): Promise<BankPayoutState | Rejected>;
}
