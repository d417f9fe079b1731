import { z } from "zod";
import { Port } from "../../platform/port.ts";

/** How a payment stands at its provider, in our words. */
export const ProviderState = z.object({
  providerRef: z.string(),
  /** Our payment's id, which every provider carries for us. */
  paymentId: z.string().nullable(),
  status: z.enum(["requires_payment_method", "requires_action", "processing", "captured", "voided"]),
  capturedMinor: z.int(),
  currency: z.string(),
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
  readonly paymentMethodId: string | null;
  /** Where a guest comes back to after 3-D Secure. */
  readonly returnUrl: string;
}

/** A refusal of what we asked, which no repetition will change. */
export interface Rejected {
  readonly rejected: string;
}

/**
 * A payment provider. Every method throws only when the outcome is unknown (time-out, 429, 5xx): a declined card is
 * a state, an impossible request is `Rejected`.
 */
export interface Gateway {
  charge(request: ChargeRequest): Promise<ProviderState | Rejected>;
  retrieve(providerRef: string): Promise<ProviderState | Rejected>;
  /** Answers how it stands afterwards: captured, where the money was faster. */
  void(providerRef: string, key: string): Promise<ProviderState>;
  /** `refundRef` is null where all had been given back before. */
  refund(request: RefundRequest): Promise<Refunded>;
  /** Checks the signature on the raw body; undefined where it does not match. */
  readEvent(body: string, signature: string): ProviderEvent | undefined;
}

export interface RefundRequest {
  readonly key: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface Refunded {
  readonly refundRef: string | null;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
}

export const gatewayPort = new Port<Gateway>("payments.gateway");
