import type { AnyQuery, Asked, Call, QueryScope } from "./action.ts";
import { allow } from "./allow.ts";
import { answerOf } from "./answer-of.ts";
import { fromDatabase } from "./database-errors.ts";
import { AppError, parseInput } from "./errors.ts";
import type { House } from "./port.ts";
import type { Sql } from "./sql.ts";

export interface Answer {
  readonly output: unknown;
  /** The answer of an earlier call with the same key. */
  readonly replayed: boolean;
}

export interface Reads {
  one(action: AnyQuery, call: Call, raw: unknown): Promise<Answer>;
  /** One read for several inputs, in their order: each is authorized, and answered or refused, by itself. */
  many(action: AnyQuery, call: Call, raws: readonly unknown[]): Promise<readonly (Answer | AppError)[]>;
}

type Input = Record<string, unknown>;

/** How queries are executed: outside of any transaction. */
export function createReads(sql: Sql, house: House): Reads {
  function open({ actor, requestId }: Call): QueryScope {
    const ask = async () => new Date((await sql.one<{ now: string }>("now", "select roost_now() as now"))?.now ?? NaN);
    let asked: Promise<Date> | undefined;
    return { sql, house, actor, requestId, now: () => (asked ??= ask()) };
  }

  return {
    async one(action, call, raw) {
      const input = parseInput(action.input, raw);
      const scope = open(call);
      const subject = await action.load?.(scope, input);
      allow(action.may(scope.actor, subject, input), scope.actor);
      return answer(action, await action.run(scope, input, subject));
    },

    async many(action, call, raws) {
      const scope = open(call);
      const inputs = await each(raws, (raw) => parseInput(action.input, raw));
      const loaded = await loadAll(action, scope, inputs);
      const allowed = await each(loaded, (asked) => {
        allow(action.may(scope.actor, asked.subject, asked.input), scope.actor);
        return asked;
      });
      return runAll(action, scope, allowed);
    },
  };
}

const answer = (action: AnyQuery, raw: unknown): Answer => ({ output: answerOf(action, raw), replayed: false });

type Outcome<T> = T | AppError;

/**
 * Goes on with what was not refused before. One after the other: a page of reads that cannot be gathered may not take
 * every connection at once.
 */
async function each<T, R>(outcomes: readonly Outcome<T>[], next: (one: T) => R | Promise<R>): Promise<Outcome<R>[]> {
  const done: Outcome<R>[] = [];
  for (const outcome of outcomes) done.push(outcome instanceof AppError ? outcome : await refusable(outcome, next));
  return done;
}

async function refusable<T, R>(one: T, next: (one: T) => R | Promise<R>): Promise<Outcome<R>> {
  try {
    return await next(one);
  } catch (error) {
    const known = fromDatabase(error);
    if (known instanceof AppError) return known;
    throw known;
  }
}

async function loadAll(action: AnyQuery, scope: QueryScope, inputs: readonly Outcome<Input>[]) {
  if (!action.loadMany || !inputs.some(isFine)) {
    return each(inputs, async (input) => ({ input, subject: await action.load?.(scope, input) }));
  }
  const subjects = await action.loadMany(scope, inputs.filter(isFine));
  return each(
    inputs,
    pairedWith(subjects, (input, subject) => ({ input, subject })),
  );
}

async function runAll(
  action: AnyQuery,
  scope: QueryScope,
  allowed: readonly Outcome<Asked<Input, unknown>>[],
): Promise<readonly Outcome<Answer>[]> {
  const one = async ({ input, subject }: Asked<Input, unknown>) =>
    answer(action, await action.run(scope, input, subject));
  if (!action.runMany || !allowed.some(isFine)) return each(allowed, one);
  const answers = await refusable(allowed.filter(isFine), (asked) => action.runMany?.(scope, asked) ?? []);
  // A refusal is of one of them, and it is not known of which: then each is asked by itself.
  if (answers instanceof AppError) return each(allowed, one);
  return each(
    allowed,
    pairedWith(answers, (_asked, raw) => answer(action, raw)),
  );
}

const isFine = <T>(outcome: Outcome<T>): outcome is T => !(outcome instanceof AppError);

/** Takes the next of `others` for each that comes: those were read for these, in their order. */
function pairedWith<T, O, R>(others: readonly O[], pair: (one: T, other: O | undefined) => R) {
  const rest = others.values();
  return (one: T): R => pair(one, rest.next().value);
}
