import pg from "pg";
import { OneWriteSocket } from "./one-write-socket.ts";

/** As Roost's searches run: planned once, along indexes in their order. */
export const searchSettings =
  " -c plan_cache_mode=force_generic_plan -c enable_bitmapscan=off -c enable_sort=off -c jit=off";

/** The pool of the bare server: as many connections, the same time limits and the same types as Roost's. */
export function createPool(url: string, max: number, settings = ""): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    stream: () => new OneWriteSocket(),
    application_name: "bare",
    connectionTimeoutMillis: 800,
    query_timeout: 2000,
    options: `-c statement_timeout=1500 -c idle_in_transaction_session_timeout=5000 -c lock_timeout=1200${settings}`,
    types: { getTypeParser: (oid, format) => own.get(oid) ?? pg.types.getTypeParser(oid, format) },
  });
}

const own = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
]);
