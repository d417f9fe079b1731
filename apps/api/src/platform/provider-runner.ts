import { errorTable } from "@roost/contract";
import type pg from "pg";
import type { z } from "zod";
import type { Finished, ProviderWork } from "./action.ts";
import { AppError } from "./errors.ts";
import { refusalFrom, refusalText } from "./idempotency.ts";
import type { Log } from "./log.ts";
import type { House } from "./port.ts";
import { type OpenScope, openScope } from "./scope.ts";
import { type Sql, sqlOn } from "./sql.ts";
import type { Tail } from "./tail.ts";
import { transaction } from "./transaction.ts";

export interface ProviderRunner {
  readonly works: ReadonlyMap<string, ProviderWork<z.ZodObject, unknown>>;
  /** Phases two and three of a recorded call. `mine`: this request recorded it and holds its lease. */
  finish(callId: string, mine: boolean): Promise<unknown>;
  sweep(): Promise<number>;
  /** Says in the log what is too old to be asked again; answers how many there are. */
  reportStale(): Promise<number>;
}

export interface ProviderRunnerOptions {
  readonly pool: pg.Pool;
  readonly house: House;
  readonly log: Log;
  readonly works: ProviderRunner["works"];
  react(opened: OpenScope): Promise<void>;
  close(opened: OpenScope, action: string, done: Done): Promise<unknown>;
}

type Done = {
  readonly subject: readonly unknown[];
  readonly stored: Tail["idempotency"];
  readonly finished?: Tail["finished"];
};

interface CallRow {
  readonly id: string;
  readonly work: string;
  readonly intent: string;
  readonly actor_id: string | null;
  readonly request_id: string;
  readonly status: string;
}

const columns = "id, work, intent, actor_id, request_id, status";

export function createProviderRunner({ pool, house, log, works, react, close }: ProviderRunnerOptions): ProviderRunner {
  const sql = sqlOn(pool);
  const lasting = [...works.values()].flatMap(({ name, outlivesKey }) => (outlivesKey ? [name] : []));

  async function perform(row: CallRow): Promise<unknown> {
    const work = works.get(row.work);
    if (!work) throw new Error(`no provider work is called ${row.work}`);
    const intent = work.intent.parse(JSON.parse(row.intent));
    let result: unknown;
    try {
      result = await work.call({ house, key: `roost-${row.id}` }, intent);
    } catch (error) {
      await postpone(sql, row.id, error);
      if (error instanceof AppError) throw error;
      throw new AppError("payment.provider_unavailable", { cause: error, retryAfterSeconds: 2 });
    }
    const finished = await record(row, work, { intent, result });
    if ("refused" in finished) throw finished.refused;
    return finished.answer;
  }

  const record = (
    row: CallRow,
    work: ProviderWork<z.ZodObject, unknown>,
    got: { intent: Record<string, unknown>; result: unknown },
  ) =>
    transaction<Finished>(pool, async ({ client, sql, begun }) => {
      const [, locked, clock] = await Promise.all([
        begun,
        sql.one<CallRow>("provider_call_lock", `select ${columns} from provider_call where id = $1 for update`, [
          row.id,
        ]),
        sql.one<{ now: string }>("now", "select roost_now() as now"),
      ]);
      // A sweep was faster: its answer is the answer.
      if (locked?.status !== "running") return { result: await storedAnswer(sql, row.id), last: Promise.resolve() };
      const call = { actor: { kind: "system" }, requestId: row.request_id } as const;
      const opened = openScope({
        client,
        sql,
        house,
        call,
        onBehalfOf: row.actor_id,
        now: new Date(clock?.now ?? NaN),
      });
      const finished = await work.finish(opened.scope, got.intent, got.result);
      await react(opened);
      const outcome =
        "refused" in finished
          ? { id: row.id, status: "refused", response: refusalText(finished.refused) }
          : { id: row.id, status: "done", response: JSON.stringify(finished.answer ?? null) };
      const last = close(opened, row.work, { subject: [row], stored: null, finished: outcome });
      return { result: finished, last };
    });

  async function sweepBatch(): Promise<number> {
    const due = await sql.all<CallRow>("provider_call_due", dueText, [lasting]);
    // One that stays silent must not keep the others waiting.
    const outcomes = await Promise.allSettled(due.map(perform));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === "fulfilled" || isExpected(outcome.reason)) continue;
      log.warn({ err: outcome.reason, callId: due[index]?.id }, "provider work failed and is tried again");
    }
    return due.length;
  }

  return {
    works,
    async finish(callId, mine) {
      const row = mine ? await find(sql, callId) : await claim(sql, callId, lasting);
      if (row) return perform(row);
      throw new AppError("idempotency.running", { retryAfterSeconds: 1 });
    },
    async sweep() {
      let taken = 0;
      // After a full batch there may be more, as when many stays end at once; other sweeps get their turn all the same.
      for (let batch = 0; batch < mostBatches; batch += 1) {
        const due = await sweepBatch();
        taken += due;
        if (due < batchSize) break;
      }
      return taken;
    },
    async reportStale() {
      const stale = await sql.all<CallRow & { readonly last_error: string | null }>("provider_call_stale", staleText, [
        lasting,
      ]);
      for (const { id, work, last_error: lastError } of stale) {
        log.error(
          { callId: id, work, lastError },
          "provider work is too old to be asked again: its outcome is unknown",
        );
      }
      return stale.length;
    },
  };
}

/** A refusal that was recorded, such as a declined card, is an outcome and no fault. */
const isExpected = (reason: unknown) => reason instanceof AppError && errorTable[reason.code].http < 500;

const leaseSeconds = 30;
const batchSize = 20;
const mostBatches = 20;

/**
 * Stripe forgets a key after 24 hours of real time; then the same call would be a second one. What has not been answered
 * by then is left to a person, who looks at the provider's dashboard; but for work ($1) that needs no key.
 */
const isRemembered = "(created_at > now() - interval '23 hours' or work = any($1::text[]))";
const staleText = `select ${columns}, last_error from provider_call where status = 'running' and not ${isRemembered} order by id limit 100`;

const dueText = `update provider_call set attempts = attempts + 1,
    lease_expires_at = now() + interval '${leaseSeconds} seconds'
  where id in (select id from provider_call where status = 'running' and lease_expires_at <= now() and ${isRemembered}
    order by lease_expires_at limit ${batchSize} for update skip locked)
  returning ${columns}`;

const find = (sql: Sql, id: string) =>
  sql.one<CallRow>("provider_call_find", `select ${columns} from provider_call where id = $1`, [id]);

const claim = (sql: Sql, id: string, lasting: readonly string[]) =>
  sql.one<CallRow>(
    "provider_call_claim",
    `update provider_call set attempts = attempts + 1, lease_expires_at = now() + interval '${leaseSeconds} seconds'
     where id = $2 and status = 'running' and lease_expires_at <= now() and ${isRemembered} returning ${columns}`,
    [lasting, id],
  );

/** The outcome is unknown: the same call again later, by whoever comes first, sooner at first. */
const postpone = (sql: Sql, id: string, error: unknown) =>
  sql.run(
    "provider_call_postpone",
    `update provider_call set last_error = $2,
       lease_expires_at = now() + least(interval '60 seconds', interval '1 second' * power(2, least(attempts, 6)))
     where id = $1 and status = 'running'`,
    [id, String(error instanceof Error ? error.message : error).slice(0, 500)],
  );

async function storedAnswer(sql: Sql, callId: string): Promise<Finished> {
  const row = await sql.one<{ status: string; response: string }>(
    "idempotency_by_call",
    "select status, response from idempotency where call_id = $1",
    [callId],
  );
  if (row?.status === "refused") return { refused: refusalFrom(row.response) };
  return { answer: JSON.parse(row?.response ?? "null") };
}
