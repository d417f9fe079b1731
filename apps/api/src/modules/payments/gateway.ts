import { PaymentMethod } from "@roost/contract";
import { z } from "zod";
import { Port } from "../../platform/port.ts";
import type { DisputeGateway } from "./dispute-gateway.ts";
import type { PayoutGateway } from "./payouts/payout-gateway.ts";

/** How a payment stands at its provider, in our words and our minor units. */
export const ProviderState = z.object({
  providerRef: z.string(),
  /** Our payment's id, which every provider carries for us. */
  paymentId: z.string().nullable(),
  status: z.enum(["requires_payment_method", "requires_action", "processing", "authorized", "captured", "voided"]),
  capturedMinor: z.int(),
  currency: z.string(),
  /** The provider's charge that took the money: what its books and its disputes name. */
  chargeRef: z.string().nullable(),
  /** What it was paid with, as people know it; absent where the provider does not say. */
  method: PaymentMethod.nullable().optional(),
  /** What the provider kept of it, once it says so. */
  fee: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
  /** Until when what is authorized can be captured. */
  captureBy: z.iso.datetime().nullable(),
  /** For the provider's own code in the guest's browser. */
  clientSecret: z.string().nullable(),
  /** Where the guest's browser must go, for example for 3-D Secure. */
  redirectUrl: z.string().nullable(),
  /** Why the last attempt failed, for example `insufficient_funds`. */
  failureCode: z.string().nullable(),
});
export type ProviderState = z.output<typeof ProviderState>;

export interface ChargeRequest {
  /** Makes the effect happen once, however often it is asked for. */
  readonly key: string;
  readonly paymentId: string;
  readonly reference: string;
  /** The provider's id of this payment, where it has one already. */
  readonly providerRef: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly captureMethod: "automatic" | "manual";
  readonly paymentMethodId: string | null;
  /** Where a guest comes back to after 3-D Secure. */
  readonly returnUrl: string;
}

/** A refusal of what we asked, which no repetition will change. */
export interface Rejected {
  readonly rejected: string;
  /** The provider's own code for it, for example `balance_insufficient`. */
  readonly code: string | null;
}

/** Where a refusal cannot be: it is a fault, and whoever asked asks again. */
export function assertTaken<T extends object>(answer: T | Rejected): asserts answer is T {
  if ("rejected" in answer) throw new Error(answer.rejected);
}

/** How a refund stands at its provider. */
export const RefundState = z.object({
  refundRef: z.string(),
  /** Our refund's id; null for one that was made by hand, at the provider. */
  refundId: z.string().nullable(),
  /** The provider's id of the payment, and of the charge that took it. */
  providerRef: z.string().nullable(),
  chargeRef: z.string().nullable(),
  status: z.enum(["pending", "succeeded", "failed", "cancelled"]),
  amountMinor: z.int(),
  currency: z.string(),
  failureCode: z.string().nullable(),
});
export type RefundState = z.output<typeof RefundState>;

export interface RefundRequest {
  readonly key: string;
  readonly refundId: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** What an event tells of; the object itself is fetched when the event is applied. */
export interface ProviderSubject {
  readonly kind: "payment" | "refund" | "dispute" | "payout_account" | "bank_payout" | "transfer";
  readonly ref: string;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  /** The connected account that it happened in; null is our own. */
  readonly account: string | null;
  /** null: it tells of nothing that we keep. */
  readonly subject: ProviderSubject | null;
}

/**
 * A payment provider. Every method throws only when the outcome is unknown (time-out, 429, 5xx): a declined card is
 * a state, an impossible request is `Rejected`. One provider captures at once and another only after a prompt on a
 * phone, so the request says what is wanted and the state says what came of it.
 */
export interface Gateway extends DisputeGateway, PayoutGateway {
  charge(request: ChargeRequest): Promise<ProviderState | Rejected>;
  retrieve(providerRef: string): Promise<ProviderState | Rejected>;
  /** Takes all of what was authorized. */
  capture(providerRef: string, key: string): Promise<ProviderState | Rejected>;
  /** Answers how it stands afterwards: captured, where the money was faster. */
  void(providerRef: string, key: string): Promise<ProviderState>;
  refund(request: RefundRequest): Promise<RefundState | Rejected>;
  retrieveRefund(refundRef: string): Promise<RefundState | Rejected>;
  /** Checks who sent it, on the raw body; undefined where it is not the provider. */
  readEvent(request: RawRequest): ProviderEvent | undefined;
  /** Reads an event that was checked when it came. */
  parseEvent(body: string): ProviderEvent;
}

/** A request as it came over the wire. */
export interface RawRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export const gatewayPort = new Port<Gateway>("payments.gateway");
