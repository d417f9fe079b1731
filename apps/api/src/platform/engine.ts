import type { EventType } from "@roost/contract";
import type pg from "pg";
import type { AnyAction, AnyCommand, AnyProviderCommand, AnyQuery, Call } from "./action.ts";
import { allow } from "./allow.ts";
import { answerOf, storedAnswerOf } from "./answer-of.ts";
import { fromDatabase, isSerializationFailure } from "./database-errors.ts";
import { AppError, parseInput } from "./errors.ts";
import { type Keyed, keyedBy, probe } from "./idempotency.ts";
import type { Log } from "./log.ts";
import type { House } from "./port.ts";
import { prismaOn } from "./prisma-on.ts";
import { createProviderRunner, type ProviderRunner } from "./provider-runner.ts";
import type { Handler, Reactions } from "./reactions.ts";
import { type Answer, createReads } from "./reads.ts";
import { type OpenScope, openScope } from "./scope.ts";
import { sqlOn } from "./sql.ts";
import { createTail, type TailPart } from "./tail.ts";
import { transaction } from "./transaction.ts";

export interface EngineOptions {
  readonly pool: pg.Pool;
  readonly house: House;
  /** Keys the hashes of inputs that are stored beside idempotency keys. */
  readonly secret: string;
  readonly log: Log;
  readonly audit: TailPart;
  readonly reactions: Reactions;
  /** Every provider work by name, so that a sweep can finish what a crash left. */
  readonly works: ProviderRunner["works"];
  /** Told of a command's events once they are committed, before its caller is: what this process keeps is fresh for him. */
  committed?(this: void, events: OpenScope["events"]): Promise<void>;
}

export interface Engine {
  execute(action: AnyAction, call: Call, raw: unknown): Promise<Answer>;
  /** One read for several inputs, in their order: each is authorized, and answered or refused, by itself. */
  readMany(action: AnyQuery, call: Call, raws: readonly unknown[]): Promise<readonly (Answer | AppError)[]>;
  /** Finishes provider work that a crash or a silent provider left; answers how many. */
  finishProviderWork(): Promise<number>;
  /** Says in the log which work at a provider is too old to be asked for again. */
  reportStaleWork(): Promise<number>;
  /** Makes the Prisma client of `count` connections, so that no request pays for it. */
  warm(count: number): Promise<void>;
}

const maxAttempts = 4;

export function createEngine(options: EngineOptions): Engine {
  const { pool, house, secret, log, audit, reactions, works, committed } = options;
  const read = sqlOn(pool);
  const reads = createReads(read, house);
  const tail = createTail(audit);
  const react = async (opened: OpenScope) => {
    // A reaction may emit again: the list grows while it is walked.
    for (const event of opened.events) {
      for (const handler of handlersOf(reactions, event.type)) await handler(opened.scope, event.data);
    }
  };
  const close = (opened: OpenScope, action: string, done: Parameters<OpenScope["tail"]>[0]["done"]) => {
    // A sweep that came too early did nothing: that is no entry for the audit trail.
    const didNothing = opened.scope.actor?.kind === "system" && opened.isQuiet() && !done.stored && !done.finished;
    return didNothing ? settled : tail(opened.scope.sql, opened.tail({ action, reactions, done }));
  };
  const runner = createProviderRunner({ pool, house, log, works, react, close });

  async function runCommand(action: AnyCommand, call: Call, raw: unknown): Promise<Answer> {
    const input = parseInput(action.input, raw);
    if (action.key === "required") requireKey(call);
    const keyed = keyedBy(call, { action: action.name, input, secret });
    const outside = { sql: read, house, actor: call.actor, requestId: call.requestId };
    const prepared = await action.prepare?.(outside, input);
    const attempt = () =>
      transaction<Answer & { readonly events: OpenScope["events"] }>(pool, async ({ client, sql, begun }) => {
        const probed = probe(sql, keyed);
        const peeked = action.peek?.({ ...outside, sql }, input, prepared);
        // Where the key was used before, its refusal means nothing.
        peeked?.catch(() => undefined);
        const [, found] = await Promise.all([begun, probed]);
        if (found.kind === "replay") {
          const output = storedAnswerOf(action, found.output);
          return { result: { output, replayed: true, events: [] }, last: settled };
        }
        if (found.kind === "unfinished") throw new AppError("internal", { detail: "a command's key is half done" });
        const opened = openScope({ client, sql, house, call, now: found.now });
        const subject = await (peeked ?? action.load?.(opened.scope, input, prepared));
        allow(action.may(call.actor, subject, input), call.actor);
        const output = answerOf(action, await action.run(opened.scope, input, subject));
        await react(opened);
        const stored = keyed === null ? null : storedAnswer(keyed, output, action.secret === true);
        return {
          result: { output, replayed: false, events: opened.events },
          last: close(opened, action.name, { subject: [output, subject], stored }),
        };
      });
    try {
      const { events, ...answer } = await again(attempt);
      if (events.length > 0) await committed?.(events);
      return answer;
    } catch (error) {
      if (!(error instanceof AppError) || !action.afterRefusal) throw error;
      throw await action.afterRefusal(outside, input, error);
    }
  }

  async function runProviderCommand(action: AnyProviderCommand, call: Call, raw: unknown): Promise<Answer> {
    const input = parseInput(action.input, raw);
    requireKey(call);
    const keyed = keyedBy(call, { action: action.name, input, secret });
    const first = await again(() =>
      transaction<{ replay: Answer } | { callId: string; fresh: boolean }>(pool, async ({ client, sql, begun }) => {
        const [, found] = await Promise.all([begun, probe(sql, keyed)]);
        if (found.kind === "replay")
          return { result: { replay: { output: found.output, replayed: true } }, last: settled };
        if (found.kind === "unfinished") return { result: { callId: found.callId, fresh: false }, last: settled };
        const opened = openScope({ client, sql, house, call, now: found.now });
        const subject = await action.load(opened.scope, input);
        allow(action.may(call.actor, subject, input), call.actor);
        const intent = await action.begin(opened.scope, input, subject);
        const callId = opened.record(action.work, intent, "held");
        const stored = keyed && { ...rowOf(keyed), status: "running", response: null, call_id: callId };
        return { result: { callId, fresh: true }, last: close(opened, action.name, { subject: [subject], stored }) };
      }),
    );
    if ("replay" in first) return first.replay;
    const output = await runner.finish(first.callId, first.fresh);
    return { output: answerOf(action, output), replayed: !first.fresh };
  }

  return {
    async execute(action, call, raw) {
      try {
        if (action.kind === "query") return await reads.one(action, call, raw);
        if (action.kind === "command") return await runCommand(action, call, raw);
        return await runProviderCommand(action, call, raw);
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    async readMany(action, call, raws) {
      try {
        return await reads.many(action, call, raws);
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    finishProviderWork: runner.sweep,
    reportStaleWork: runner.reportStale,
    async warm(count) {
      const clients = await Promise.all(Array.from({ length: count }, () => pool.connect()));
      try {
        await Promise.all(clients.map((client) => prismaOn(client).user.findFirst({ select: { id: true } })));
      } finally {
        for (const client of clients) client.release();
      }
    },
  };
}

const settled = Promise.resolve();

function handlersOf(reactions: Reactions, type: EventType): readonly Handler[] {
  return reactions[type]?.within ?? [];
}

function requireKey(call: Call): void {
  if (call.idempotencyKey === undefined && call.actor?.kind !== "system") throw new AppError("idempotency.required");
}

const rowOf = ({ principal, action, key, bodyHash }: Keyed) => ({ principal, action, key, body_hash: bodyHash });

const storedAnswer = (keyed: Keyed, output: unknown, secret: boolean) => ({
  ...rowOf(keyed),
  status: secret ? "secret" : "done",
  response: secret ? null : JSON.stringify(output ?? null),
});

/** A deadlock or a serialization failure rolled everything back: the same again, a few times. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === maxAttempts || !isSerializationFailure(error)) throw error;
    }
  }
}
