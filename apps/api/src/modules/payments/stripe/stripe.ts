import type { BooksGateway } from "../books/books-gateway.ts";
import type { Gateway } from "../gateway.ts";
import { stripeBooks } from "./books.ts";
import { stripeCharges } from "./charges.ts";
import { createClient, type StripeOptions } from "./client.ts";
import { stripeDisputes } from "./disputes.ts";
import { stripeEvents } from "./events.ts";
import { stripeRefunds } from "./refunds.ts";

/** Stripe through its own SDK. */
export function createStripeGateway(options: StripeOptions): Gateway {
  const stripe = createClient(options);
  return {
    ...stripeCharges(stripe),
    ...stripeRefunds(stripe),
    ...stripeDisputes(stripe),
    ...stripeEvents(stripe, [options.webhookSecret]),
  };
}

/** Stripe's books about our account. */
export const createStripeBooks = (options: StripeOptions): BooksGateway => stripeBooks(createClient(options));
