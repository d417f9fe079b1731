import type { Links } from "./connect/links.ts";
import type { Faults } from "./faults/faults.ts";
import type { Parameter, Parameters } from "./parameters.ts";
import type { Store } from "./store.ts";
import type { Agenda } from "./time/agenda.ts";
import type { Clock } from "./time/clock.ts";
import type { Deliveries } from "./webhooks/deliveries.ts";
import type { Disorders } from "./webhooks/disorder.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

export interface World {
  /** The objects of the account that is acted for: its own, or with `Stripe-Account` a connected one's. */
  readonly store: Store;
  /** How long a payout stays in each of the states that it passes through. */
  readonly payoutDelayMs: number;
  readonly deliveries: Deliveries;
  readonly webhooks: Webhooks;
  readonly disorder: Disorders;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly agenda: Agenda;
  /** When what happens by itself a moment later is due, in milliseconds by the sandbox's clock. */
  soon(): number;
  readonly links: Links;
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
  /** The last id in the path, empty where the path has none. */
  readonly id: string;
  /** The id before it, empty where the path has none or one. */
  readonly parent: string;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface Operation {
  readonly method: "GET" | "POST";
  /** As in Stripe's description, with at most two `{placeholders}`. */
  readonly path: string;
  /** Whether it can be asked for on behalf of a connected account. */
  readonly forAccounts?: true;
  readonly accepts: readonly Parameter<unknown>[];
  run(call: Call): Answer;
}

export function ok(body: object): Answer {
  return { status: 200, body };
}

/** The same, but acting for a connected account, or with null for the platform. */
export function onBehalfOf<C extends Context>(context: C, account: string | null): C {
  return { ...context, world: { ...context.world, store: context.world.store.of(account) } };
}
