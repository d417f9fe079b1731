import type { BooksGateway } from "../books/books-gateway.ts";
import type { EventList } from "../events/event-list.ts";
import type { Gateway } from "../gateway.ts";
import { stripeBooks } from "./books.ts";
import { stripeCharges } from "./charges.ts";
import { createClient, type StripeOptions } from "./client.ts";
import { stripeDisputes } from "./disputes.ts";
import { stripeEventList } from "./event-list.ts";
import { stripeEvents } from "./events.ts";
import { stripePayouts } from "./payouts.ts";
import { stripeRefunds } from "./refunds.ts";

/** Stripe through its own SDK. */
export function createStripeGateway(options: StripeOptions): Gateway {
  const stripe = createClient(options);
  return {
    ...stripeCharges(stripe),
    ...stripeRefunds(stripe),
    ...stripeDisputes(stripe),
    ...stripePayouts(stripe),
    ...stripeEvents(stripe, secretsOf(options)),
  };
}

/** Stripe's books about our account. */
export const createStripeBooks = (options: StripeOptions): BooksGateway => stripeBooks(createClient(options));

/** Stripe's list of events, for those that never came. */
export const createStripeEventList = (options: StripeOptions): EventList => stripeEventList(createClient(options));

const secretsOf = ({ webhookSecret, connectWebhookSecret }: StripeOptions): readonly string[] =>
  connectWebhookSecret === undefined ? [webhookSecret] : [webhookSecret, connectWebhookSecret];
