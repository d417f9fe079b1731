import Stripe from "stripe";
import type { Rejected } from "../gateway.ts";
import { ImpossibleAmount } from "./amounts.ts";
import { type BreakerOptions, breakableClient } from "./breaker.ts";

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Of the endpoint for connected accounts, where it is another one. */
  readonly connectWebhookSecret?: string | undefined;
  /** The sandbox's address; Stripe's own where absent. */
  readonly apiBase?: string | undefined;
  readonly breaker?: BreakerOptions;
}

const patience: BreakerOptions = { failures: 5, pauseMs: 5000 };

export const createClient = ({ secretKey, apiBase, breaker = patience }: StripeOptions): Stripe =>
  new Stripe(secretKey, {
    ...addressOf(apiBase),
    timeout: 8000,
    maxNetworkRetries: 1,
    telemetry: false,
    httpClient: breakableClient(breaker),
  });

function addressOf(apiBase: string | undefined) {
  if (apiBase === undefined) return {};
  const url = new URL(apiBase);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80), protocol } as const;
}

/** Turns what is certain into a result; what is not (time-outs, 429, 5xx, 409) is thrown on. */
export async function certain<T>(call: () => Promise<T>): Promise<T | Rejected> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      return { rejected: error.message, code: error.code ?? null };
    }
    if (error instanceof ImpossibleAmount) return { rejected: error.message, code: "amount_invalid" };
    throw error;
  }
}

/** The id of something that Stripe answers as an id or as the whole. */
export const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === "string" ? value : value.id;
