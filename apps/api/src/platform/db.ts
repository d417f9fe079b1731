import pg from "pg";
import type { Log } from "./log.ts";
import { OneWriteSocket } from "./one-write-socket.ts";

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  readonly log: Log;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** How long a statement may take. */
  readonly statementTimeoutMs?: number;
  /** How long a caller waits for a connection. */
  readonly connectionTimeoutMs?: number;
  /** A connection older than this ends as soon as it is idle; 0: none does. */
  readonly maxLifetimeSeconds?: number;
  /** Settings of Postgres for every connection. */
  readonly settings?: Readonly<Record<string, string>>;
}

const idleInTransactionMs = 5000;
const answerOverheadMs = 500;

/**
 * A pool that hand-written SQL and Prisma's adapter share. Dates come as `YYYY-MM-DD`, instants as RFC 3339,
 * int8 as a number (every amount is far below 2^53, by check constraints and the contract's bounds).
 */
export function createPool(options: PoolOptions): pg.Pool {
  const {
    url,
    max,
    log,
    name = "roost",
    statementTimeoutMs = 1500,
    connectionTimeoutMs = 800,
    maxLifetimeSeconds = 0,
    settings = {},
  } = options;
  const own = Object.entries(settings).map(([name, value]) => ` -c ${name}=${value}`);
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    stream: () => new OneWriteSocket(),
    application_name: name,
    connectionTimeoutMillis: connectionTimeoutMs,
    query_timeout: statementTimeoutMs + answerOverheadMs,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds,
    // A lock is given up before the statement is, so that the log tells which of the two it was.
    options: `-c statement_timeout=${statementTimeoutMs} -c lock_timeout=${Math.round(statementTimeoutMs * 0.8)} -c idle_in_transaction_session_timeout=${idleInTransactionMs}${own.join("")}`,
    types: { getTypeParser },
  });
  // Without listeners, a restart of Postgres would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost"));
  pool.on("connect", (client) => client.on("error", (error) => log.warn({ err: error }, "a connection was lost")));
  return pool;
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1082, (text) => text],
  [1184, (text) => new Date(text).toISOString()],
]);

function getTypeParser(oid: Parameters<typeof pg.types.getTypeParser>[0], format?: "text" | "binary") {
  const parser = format === "binary" ? undefined : parsers.get(oid);
  return parser ?? pg.types.getTypeParser(oid, format);
}
