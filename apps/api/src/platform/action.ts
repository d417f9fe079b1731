import type { EventData, EventType, Role } from "@roost/contract";
import type { z } from "zod";
import type { AppError } from "./errors.ts";
import type { House } from "./port.ts";
import type { Tx } from "./prisma-on.ts";
import type { Sql } from "./sql.ts";

/** A person, by the session he came with. */
export interface UserActor {
  readonly kind: "user";
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
  readonly sessionId: string;
}

/** Roost itself: a job, a sweep, a webhook. No credential of the outside makes one. */
export interface SystemActor {
  readonly kind: "system";
}

export type Actor = UserActor | SystemActor;

/** What a surface knows about one call. */
export interface Call {
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly idempotencyKey?: string | undefined;
}

/** Whether an actor may: yes, "hidden" (404), "forbidden" (403), "sign-in" (401), or a refusal of its own. */
export type Verdict = true | "hidden" | "forbidden" | "sign-in" | AppError;

export interface Scope {
  /** What ports are asked by. */
  readonly house: House;
  readonly sql: Sql;
  readonly actor: Actor | null;
  readonly requestId: string;
}

export interface QueryScope extends Scope {
  /** Domain time: the database's clock plus the sandbox's offset. One round trip. */
  now(): Promise<Date>;
}

export interface CommandScope extends Scope {
  /** Prisma inside this transaction. */
  readonly tx: Tx;
  /** Domain time at the transaction's begin. */
  readonly now: Date;
  /** Says what happened: stored, and reacted to, in this transaction. */
  emit<T extends EventType>(this: void, type: T, data: EventData[T]): void;
  /** A job that exists if and only if this transaction commits. */
  enqueue(this: void, queue: string, data: object): void;
  /** Work at a provider that begins when this transaction has committed. */
  later<I extends z.ZodObject, R>(work: ProviderWork<I, R>, intent: z.input<I>): void;
}

interface Described<I extends z.ZodObject, O extends z.ZodType> {
  /** `router.procedure`, the same on every surface. */
  readonly name: string;
  /** One sentence for the API documents. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

export interface Query<I extends z.ZodObject, O extends z.ZodType, S = unknown> extends Described<I, O> {
  readonly kind: "query";
  /** The subject that `may` judges and `run` uses. */
  load?(scope: QueryScope, input: z.output<I>): Promise<S>;
  /** The subjects of several inputs in one read, in their order; where absent they are loaded one by one. */
  loadMany?(scope: QueryScope, inputs: readonly z.output<I>[]): Promise<readonly S[]>;
  may(actor: Actor | null, subject: S, input: z.output<I>): Verdict;
  run(scope: QueryScope, input: z.output<I>, subject: S): Promise<z.input<O>>;
  /** The answers of several inputs in one read, in their order; where absent `run` answers them one by one. */
  runMany?(scope: QueryScope, asked: readonly Asked<z.output<I>, S>[]): Promise<readonly z.input<O>[]>;
}

/** An input that its caller may ask, with its subject. */
export interface Asked<Input, Subject> {
  readonly input: Input;
  readonly subject: Subject;
}

interface Mutating {
  /** An Idempotency-Key is always taken; `required` refuses calls without one (money, dates). */
  readonly key?: "required";
  /** The answer holds a credential: it is never stored, and a repetition is refused. */
  readonly secret?: boolean;
}

export interface Command<I extends z.ZodObject, O extends z.ZodType, S = unknown, P = unknown>
  extends Described<I, O>,
    Mutating {
  readonly kind: "command";
  /** Slow local work, such as hashing a password, before a connection is taken. */
  prepare?(scope: Scope, input: z.output<I>): Promise<P>;
  load?(scope: CommandScope, input: z.output<I>, prepared: P): Promise<S>;
  /** In place of `load` where nothing is locked: it is asked together with the key, which saves a round trip. */
  peek?(scope: Scope, input: z.output<I>, prepared: P): Promise<S>;
  may(actor: Actor | null, subject: S, input: z.output<I>): Verdict;
  run(scope: CommandScope, input: z.output<I>, subject: S): Promise<z.input<O>>;
  /** Once a refusal has undone everything: the refusal that the caller gets, for example with a way out. */
  afterRefusal?(scope: Scope, input: z.output<I>, refusal: AppError): Promise<AppError>;
}

/** Phases two and three of work at a provider: the call, with no transaction open, and what it changes here. */
export interface ProviderWork<I extends z.ZodObject, R> {
  readonly name: string;
  readonly intent: I;
  /** Its call happens once by itself, also when the provider has forgotten the key: it is asked again however old it is. */
  readonly outlivesKey?: true;
  /** Throws only when the outcome is unknown; a refusal by the provider is a result. */
  call(at: CallSite, intent: z.output<I>): Promise<R>;
  finish(scope: CommandScope, intent: z.output<I>, result: R): Promise<Finished>;
}

/** Where a provider is called from. `key` is derived from the recorded call: it makes the effect happen once. */
export interface CallSite {
  readonly house: House;
  readonly key: string;
}

/** The answer of finished work; a refusal commits what it changed, and is kept under its key like an answer. */
export type Finished = { readonly answer: unknown } | { readonly refused: AppError };

export interface ProviderCommand<
  I extends z.ZodObject,
  O extends z.ZodType,
  S = unknown,
  N extends z.ZodObject = z.ZodObject,
  R = unknown,
> extends Described<I, O> {
  readonly kind: "provider";
  readonly key: "required";
  load(scope: CommandScope, input: z.output<I>): Promise<S>;
  may(actor: Actor | null, subject: S, input: z.output<I>): Verdict;
  /** Phase one: records what is about to be asked of the provider. */
  begin(scope: CommandScope, input: z.output<I>, subject: S): Promise<z.input<N>>;
  readonly work: ProviderWork<N, R>;
}

export type AnyQuery = Query<z.ZodObject, z.ZodType>;
export type AnyCommand = Command<z.ZodObject, z.ZodType>;
export type AnyProviderCommand = ProviderCommand<z.ZodObject, z.ZodType>;
export type AnyAction = AnyQuery | AnyCommand | AnyProviderCommand;

/** Something that a person can read: parse, load, authorize, read, output parse. */
export const query = <I extends z.ZodObject, O extends z.ZodType, S = undefined>(
  action: Omit<Query<I, O, S>, "kind">,
): Query<I, O, S> => ({ kind: "query", ...action });

/** Something that a person can do, in one transaction with its audit row, its events and their jobs. */
export const command = <I extends z.ZodObject, O extends z.ZodType, S = undefined, P = undefined>(
  action: Omit<Command<I, O, S, P>, "kind">,
): Command<I, O, S, P> => ({ kind: "command", ...action });

/** Something that a person can do at a provider: record and commit, call with nothing held, record the result. */
export const providerCommand = <I extends z.ZodObject, O extends z.ZodType, S, N extends z.ZodObject, R>(
  action: Omit<ProviderCommand<I, O, S, N, R>, "kind" | "key">,
): ProviderCommand<I, O, S, N, R> => ({ kind: "provider", key: "required", ...action });
