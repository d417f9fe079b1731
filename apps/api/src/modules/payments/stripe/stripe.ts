import type { Gateway } from "../gateway.ts";
import { stripeCharges } from "./charges.ts";
import { createClient, type StripeOptions } from "./client.ts";
import { stripeEvents } from "./events.ts";
import { stripeRefunds } from "./refunds.ts";

/** Stripe through its own SDK. */
export function createStripeGateway(options: StripeOptions): Gateway {
  const stripe = createClient(options);
  return {
    ...stripeCharges(stripe),
    ...stripeRefunds(stripe),
    ...stripeEvents(stripe, [options.webhookSecret]),
  };
}
