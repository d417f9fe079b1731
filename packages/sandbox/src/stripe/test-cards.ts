import type { DisputeReason } from "./disputes/reasons.ts";
import { magicFaults } from "./faults/magic-faults.ts";

export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  readonly networkCode: string;
}

export interface TestCard {
  readonly token: string;
  readonly brand: "visa" | "mastercard";
  readonly last4: string;
  readonly authentication: boolean;
  readonly decline?: Decline;
  /** The charge is disputed a moment after its capture. */
  readonly dispute?: { readonly reason: DisputeReason; readonly isInquiry: boolean };
  /** Refunds succeed at once, unless they succeed and then fail, or are pending at first. */
  readonly refunds?: "fails" | "succeedLater";
}

const DECLINED: Decline = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: "Your card was declined.",
  networkCode: "01",
};
const INSUFFICIENT_FUNDS: Decline = {
  code: "card_declined",
  declineCode: "insufficient_funds",
  message: "Your card has insufficient funds.",
  networkCode: "51",
};
export const AUTHENTICATION_REQUIRED: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
  networkCode: "65",
};

/** Stripe's own test cards, with the last digits of the numbers they stand for. */
export const testCards: readonly TestCard[] = [
  { token: "pm_card_visa", brand: "visa", last4: "4242", authentication: false },
  { token: "pm_card_mastercard", brand: "mastercard", last4: "4444", authentication: false },
  { token: "pm_card_chargeDeclined", brand: "visa", last4: "0002", authentication: false, decline: DECLINED },
  {
    token: "pm_card_visa_chargeDeclined",
    brand: "visa",
    last4: "0002",
    authentication: false,
    decline: DECLINED,
  },
  {
    token: "pm_card_chargeDeclinedInsufficientFunds",
    brand: "visa",
    last4: "9995",
    authentication: false,
    decline: INSUFFICIENT_FUNDS,
  },
  {
    token: "pm_card_visa_chargeDeclinedInsufficientFunds",
    brand: "visa",
    last4: "9995",
    authentication: false,
    decline: INSUFFICIENT_FUNDS,
  },
  { token: "pm_card_authenticationRequired", brand: "visa", last4: "3184", authentication: true },
  {
    token: "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
    brand: "visa",
    last4: "3178",
    authentication: true,
    decline: INSUFFICIENT_FUNDS,
  },
  {
    token: "pm_card_createDispute",
    brand: "visa",
    last4: "0259",
    authentication: false,
    dispute: { reason: "fraudulent", isInquiry: false },
  },
  {
    token: "pm_card_createDisputeProductNotReceived",
    brand: "visa",
    last4: "2685",
    authentication: false,
    dispute: { reason: "product_not_received", isInquiry: false },
  },
  {
    token: "pm_card_createDisputeInquiry",
    brand: "visa",
    last4: "1976",
    authentication: false,
    dispute: { reason: "fraudulent", isInquiry: true },
  },
  { token: "pm_card_refundFail", brand: "visa", last4: "5126", authentication: false, refunds: "fails" },
  { token: "pm_card_pendingRefund", brand: "visa", last4: "7726", authentication: false, refunds: "succeedLater" },
  { token: "pm_card_bypassPending", brand: "visa", last4: "0077", authentication: false },
  ...Array.from(
    magicFaults.keys(),
    (token) => ({ token, brand: "visa", last4: "4242", authentication: false }) as const,
  ),
];
