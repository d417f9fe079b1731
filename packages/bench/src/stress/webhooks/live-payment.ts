import type { Provider } from "./provider.ts";
import type { Order, Told } from "./story.ts";
import { told } from "./story.ts";

/** One payment: what is delivered of it in which order, and how far it has come at the provider. */
export interface LivePayment {
  readonly bookingId: string;
  readonly intent: string;
  readonly order: Order;
  reached: number;
  charge: string;
  refund: string;
}

/** How much goes back by hand, in minor units: lines share it with a remainder. */
const refundMinor = 33_333;

/** How far the object must have come for an event to be told of it. */
const needs: Readonly<Record<Told, number>> = {
  created: 0,
  requires_action: 1,
  charged: 2,
  succeeded: 2,
  refunded: 3,
};

/** The event itself; before it is told the object goes on as far as that, and no further. */
export async function tellOf(payment: LivePayment, place: number, provider: Provider): Promise<object> {
  const event = told[place] ?? "created";
  await reach(payment, needs[event], provider);
  const { intent, charge, refund, bookingId } = payment;
  const [type, object] = {
    created: ["payment_intent.created", { object: "payment_intent", id: intent }] as const,
    requires_action: ["payment_intent.requires_action", { object: "payment_intent", id: intent }] as const,
    charged: ["charge.succeeded", { object: "charge", id: charge, payment_intent: intent }] as const,
    succeeded: ["payment_intent.succeeded", { object: "payment_intent", id: intent }] as const,
    refunded: ["refund.created", { object: "refund", id: refund, charge, payment_intent: intent }] as const,
  }[event];
  return { id: `evt_${place}_${bookingId}`, object: "event", type, data: { object } };
}

async function reach(payment: LivePayment, step: number, provider: Provider): Promise<void> {
  for (; payment.reached < step; payment.reached += 1) {
    if (payment.reached === 0) await provider.confirm(payment.intent);
    if (payment.reached === 1) payment.charge = await provider.authenticate(payment.intent);
    if (payment.reached === 2) payment.refund = await provider.refund(payment.intent, refundMinor);
  }
}
