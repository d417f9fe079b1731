import { createHmac } from "node:crypto";
import { isErrorCode } from "@roost/contract";
import type { Call } from "./action.ts";
import { AppError } from "./errors.ts";
import type { Sql } from "./sql.ts";

/** One mutation by one caller under one key. */
export interface Keyed {
  readonly principal: string;
  readonly action: string;
  readonly key: string;
  /** Of the parsed input, keyed with our secret: it may hold a password, which nobody shall guess from here. */
  readonly bodyHash: string;
}

interface StoredRow {
  readonly hash: string;
  readonly status: "done" | "refused" | "secret" | "running";
  readonly response: string | null;
  readonly call_id: string | null;
}

/** What the engine learns before it does anything: the time, and whether this was done before. */
export type Probe =
  | { readonly kind: "new"; readonly now: Date }
  | { readonly kind: "replay"; readonly output: unknown }
  | { readonly kind: "unfinished"; readonly callId: string };

export interface KeyedInput {
  readonly action: string;
  readonly input: unknown;
  readonly secret: string;
}

export function keyedBy(call: Call, { action, input, secret }: KeyedInput): Keyed | null {
  const key = call.idempotencyKey;
  if (key === undefined) return null;
  const bodyHash = createHmac("sha256", secret).update(JSON.stringify(input)).digest("hex");
  const principal = call.actor?.kind === "user" ? call.actor.userId : (call.actor?.kind ?? "anonymous");
  return { principal, action, key, bodyHash };
}

/**
 * Asks for the time, takes the key's lock without waiting, and looks for a stored answer: three statements that
 * travel together. The answer must be a statement of its own: within one, the snapshot is older than the lock.
 */
export async function probe(sql: Sql, keyed: Keyed | null): Promise<Probe> {
  const clock = sql.one<{ now: string }>("now", "select roost_now() as now");
  if (keyed === null) return { kind: "new", now: new Date((await clock)?.now ?? Number.NaN) };
  const values = [keyed.principal, keyed.action, keyed.key];
  const [time, lock, stored] = await Promise.all([
    clock,
    sql.one<{ free: boolean }>("idempotency_lock", lockText, values),
    sql.one<StoredRow>("idempotency_stored", storedText, values),
  ]);
  if (stored) return judge(stored, keyed);
  if (!lock?.free) throw new AppError("idempotency.running", { retryAfterSeconds: 1 });
  return { kind: "new", now: new Date(time?.now ?? Number.NaN) };
}

const lockText = `select pg_try_advisory_xact_lock(
  hashtextextended($1 || chr(31) || $2 || chr(31) || $3, 0)) as free`;
const storedText = `select encode(body_hash, 'hex') as hash, status, response, call_id
  from idempotency where principal = $1 and action = $2 and key = $3`;

/** Where there was nothing to say, null is stored. */
function answerIn({ response }: StoredRow): unknown {
  const answer: unknown = JSON.parse(response ?? "null");
  return answer ?? undefined;
}

function judge(stored: StoredRow, keyed: Keyed): Probe {
  if (stored.hash !== keyed.bodyHash) throw new AppError("idempotency.mismatch");
  switch (stored.status) {
    case "done":
      return { kind: "replay", output: answerIn(stored) };
    case "refused":
      throw refusalFrom(stored.response ?? "{}");
    case "secret":
      throw new AppError("idempotency.secret_not_replayed");
    case "running":
      return { kind: "unfinished", callId: stored.call_id ?? "" };
  }
}

/** A refusal that is kept under its key, such as a declined card. */
export const refusalText = (error: AppError): string =>
  JSON.stringify({ code: error.code, detail: error.message, details: error.details });

export function refusalFrom(text: string): AppError {
  const { code, detail, details } = JSON.parse(text);
  return new AppError(isErrorCode(code) ? code : "internal", { detail: String(detail), details });
}
