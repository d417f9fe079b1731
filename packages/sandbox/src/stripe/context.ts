import type { Deliveries } from "./deliveries.ts";
import type { Parameter, Parameters } from "./parameters.ts";
import type { Store } from "./store.ts";
import type { Webhooks } from "./webhooks.ts";

export interface World {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly webhooks: Webhooks;
  /** Where this server is reached, for the pages that it links to. */
  url(): string;
}

/** What is going on: one request, or one press of a button on a page of this server. */
export interface Context {
  readonly world: World;
  readonly request: { readonly id: string | null; readonly idempotencyKey: string | null };
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface Call extends Context {
  readonly parameters: Parameters;
  /** The id in the path, empty where the path has none. */
  readonly id: string;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface Operation {
  readonly method: "GET" | "POST";
  /** As in Stripe's description, with at most one `{placeholder}`. */
  readonly path: string;
  readonly accepts: readonly Parameter<unknown>[];
  run(call: Call): Answer;
}

export function ok(body: object): Answer {
  return { status: 200, body };
}
