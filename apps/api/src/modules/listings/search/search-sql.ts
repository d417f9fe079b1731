import { Port } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";

/**
 * Where searches run: connections that plan a statement once, whatever its values, and read along indexes in their
 * order. Postgres decides such things for a connection, not for a statement.
 */
export const searchSqlPort = new Port<Sql>("search sql");

export const searchSettings = {
  plan_cache_mode: "force_generic_plan",
  enable_bitmapscan: "off",
  enable_sort: "off",
  jit: "off",
  // To start a worker takes longer than what it would read.
  max_parallel_workers_per_gather: "0",
} as const;

/** A connection ends after so long, and with it what was prepared on it: `statementName` gives up names as often. */
export const searchConnectionSeconds = 900;
