import Stripe from "stripe";
import { z } from "zod";
import type { ChargeRequest, Gateway, ProviderState, Rejected } from "../gateway.ts";
import { fromStripe, toStripe } from "./amounts.ts";
import { certain } from "./client.ts";

/** The fee is told by the balance transaction, which Stripe adds to the charge a moment after it is captured. */
const whole = { expand: ["latest_charge.balance_transaction"] };

/** One PaymentIntent for each payment, so that no payment can be captured twice. */
export function stripeCharges(stripe: Stripe): Pick<Gateway, "charge" | "retrieve" | "capture" | "void"> {
  async function charge(request: ChargeRequest): Promise<Stripe.PaymentIntent> {
    const confirmation = request.paymentMethodId
      ? { payment_method: request.paymentMethodId, return_url: request.returnUrl }
      : undefined;
    const once = { idempotencyKey: request.key };
    if (request.providerRef !== null) {
      return confirmation
        ? stripe.paymentIntents.confirm(request.providerRef, { ...confirmation, ...whole }, once)
        : stripe.paymentIntents.retrieve(request.providerRef, whole);
    }
    return stripe.paymentIntents.create(
      {
        amount: toStripe(request.amountMinor, request.currency),
        currency: request.currency.toLowerCase(),
        capture_method: request.captureMethod === "manual" ? "manual" : "automatic_async",
        metadata: { payment_id: request.paymentId, reference: request.reference },
        transfer_group: request.reference,
        ...whole,
        ...(confirmation && { confirm: true, ...confirmation }),
      },
      once,
    );
  }

  const retrieve = (providerRef: string) => known(() => stripe.paymentIntents.retrieve(providerRef, whole));

  return {
    async charge(request) {
      const charged = await known(() => charge(request));
      if (!("rejected" in charged) || request.providerRef === null) return charged;
      // That says nothing of the card: it was confirmed in the browser or voided before us. Ask how it stands.
      return charged.code === "payment_intent_unexpected_state" ? retrieve(request.providerRef) : charged;
    },
    retrieve,
    async capture(providerRef, key) {
      const captured = await known(() => stripe.paymentIntents.capture(providerRef, whole, { idempotencyKey: key }));
      // A state error says that it was captured or voided before us: ask how it stands.
      return "rejected" in captured ? retrieve(providerRef) : captured;
    },
    async void(providerRef, key) {
      const voided = await known(() => stripe.paymentIntents.cancel(providerRef, whole, { idempotencyKey: key }));
      return "rejected" in voided ? stateOf(await stripe.paymentIntents.retrieve(providerRef, whole)) : voided;
    },
  };
}

const known = (call: () => Promise<Stripe.PaymentIntent>): Promise<ProviderState | Rejected> =>
  certain(async () => {
    try {
      return stateOf(await call());
    } catch (error) {
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return stateOf(error.payment_intent);
      throw error;
    }
  });

const Metadata = z.object({ payment_id: z.uuid() });

function stateOf(intent: Stripe.PaymentIntent): ProviderState {
  const metadata = Metadata.safeParse(intent.metadata);
  return {
    providerRef: intent.id,
    paymentId: metadata.success ? metadata.data.payment_id : null,
    status: statusOf(intent.status),
    capturedMinor: fromStripe(intent.amount_received, intent.currency),
    currency: intent.currency.toUpperCase(),
    ...chargeOf(intent.latest_charge),
    clientSecret: intent.client_secret,
    redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
    failureCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
  };
}

function chargeOf(
  charge: Stripe.PaymentIntent["latest_charge"],
): Pick<ProviderState, "chargeRef" | "method" | "fee" | "captureBy"> {
  if (charge === null) return { chargeRef: null, fee: null, captureBy: null };
  if (typeof charge === "string") return { chargeRef: charge, fee: null, captureBy: null };
  const booked = charge.balance_transaction;
  const card = charge.payment_method_details?.card;
  const until = card?.capture_before;
  return {
    chargeRef: charge.id,
    method: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    fee:
      booked !== null && typeof booked === "object"
        ? { amountMinor: fromStripe(booked.fee, booked.currency), currency: booked.currency.toUpperCase() }
        : null,
    captureBy: until === undefined ? null : new Date(until * 1000).toISOString(),
  };
}

function statusOf(status: Stripe.PaymentIntent["status"]): ProviderState["status"] {
  switch (status) {
    case "requires_payment_method":
    case "requires_confirmation":
      return "requires_payment_method";
    case "requires_action":
      return "requires_action";
    case "processing":
      return "processing";
    case "requires_capture":
      return "authorized";
    case "succeeded":
      return "captured";
    case "canceled":
      return "voided";
    default:
      throw new Error(`Stripe answered a payment status that is not known: ${String(status)}`);
  }
}
