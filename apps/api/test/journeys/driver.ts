import type { Issue, ListingSummary, ProblemDetails, SearchListingsInput } from "@roost/contract";
import type { z } from "zod";
import type { Route } from "../../src/platform/route.ts";
import type { routers } from "../../src/routes.ts";
import type { TestApp } from "../app.ts";

type Tree = typeof routers;

/** `router.procedure`, the name that an action has on every surface. */
export type ActionName = NamesIn<Tree>;
type NamesIn<T> = { [K in keyof T & string]: T[K] extends Route ? K : `${K}.${NamesIn<T[K]>}` }[keyof T & string];

type RouteAt<N, T> = N extends `${infer R}.${infer P}` ? RouteAt<P, At<T, R>> : At<T, N>;
type At<T, K> = K extends keyof T ? T[K] : never;
type ActionAt<N extends ActionName> = RouteAt<N, Tree> extends Route<infer A> ? A : never;

export type InputOf<N extends ActionName> = z.input<ActionAt<N>["input"]>;
export type OutputOf<N extends ActionName> = z.output<ActionAt<N>["output"]>;

export interface Done<N extends ActionName> {
  readonly output: OutputOf<N>;
  /** The answer's body as it travelled. */
  readonly text: string;
  /** It came with `Idempotent-Replayed: true`. */
  readonly replayed: boolean;
}

/** A refusal, in the words that every surface has for it. */
export interface Refusal {
  readonly code: string;
  readonly status: number | undefined;
  readonly issues: readonly Issue[];
  readonly details: ProblemDetails;
}

/** Thrown by a driver where the API refuses. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`refused: ${refusal.code} ${JSON.stringify(refusal.details)}`);
    this.refusal = refusal;
  }
}

/** Somebody who calls the API over one surface, with or without a session. */
export interface Caller {
  call<N extends ActionName>(name: N, input: InputOf<N>, key?: string): Promise<Done<N>>;
  /** All pages of a search. */
  searchAll(input: z.input<typeof SearchListingsInput>): Promise<readonly (readonly ListingSummary[])[]>;
}

/** One surface: the same journeys run over each. */
export interface Driver {
  readonly surface: string;
  callerOf(app: TestApp, token?: string): Caller;
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error("this should have been refused");
}
