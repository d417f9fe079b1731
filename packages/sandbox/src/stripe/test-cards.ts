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
];
