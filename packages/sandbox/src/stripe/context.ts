import type { Deliveries } from "./deliveries.ts";
import type { Parameter, Parameters } from "./parameters.ts";
import type { Store } from "./store.ts";
import type { Agenda } from "./time/agenda.ts";
import type { Clock } from "./time/clock.ts";
import type { Webhooks } from "./webhooks.ts";

export interface World {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly webhooks: Webhooks;
  readonly clock: Clock;
  readonly agenda: Agenda;
  /** Where this server is reached, for the pages that it links to. */
  url(): string;
}

/** What is going on: one request, one press of a button on a page of this server, or what was planned for this time. */
export interface Context {
  readonly world: World;
  readonly request: { readonly id: string | null; readonly idempotencyKey: string | null };
  /** Seconds since the epoch, by the sandbox's clock. */
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
