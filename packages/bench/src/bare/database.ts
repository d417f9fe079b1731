import pg from "pg";
import { OneWriteSocket } from "./one-write-socket.ts";

/** The pool of the bare server: as many connections, the same time limits and the same types as Roost's. */
export function createPool(url: string, max: number): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    stream: () => new OneWriteSocket(),
    application_name: "bare",
    connectionTimeoutMillis: 800,
    query_timeout: 2000,
    options: "-c statement_timeout=1500 -c idle_in_transaction_session_timeout=5000 -c lock_timeout=1200",
    types: { getTypeParser: (oid, format) => own.get(oid) ?? pg.types.getTypeParser(oid, format) },
  });
}

const own = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
]);
