import { randomUUID } from "node:crypto";
import type { QueryScope } from "./action.ts";
import { cachePort } from "./cache.ts";
import type { Sql } from "./sql.ts";

export interface ClockReading {
  readonly now: string;
  readonly offsetMs: number;
}

/** Domain time and how far the sandbox has moved it. */
export async function readClock(sql: Sql): Promise<ClockReading> {
  const row = await sql.one<ClockReading>(
    "clock_read",
    `select roost_now() as now, offset_ms as "offsetMs" from clock_offset`,
  );
  if (!row) throw new Error("the table clock_offset has lost its row");
  return row;
}

/** Moves domain time forward; sessions, signatures, leases and logs keep real time. */
export async function advanceClock(sql: Sql, byMs: number): Promise<void> {
  await sql.run("clock_advance", "update clock_offset set offset_ms = offset_ms + $1", [byMs]);
}

/** What is kept of the clock in the cache; a trigger tells when the clock is moved. */
export const clockTag = "clock";

// Of this process alone: another's clock may go otherwise.
const clockKey = `clock:${randomUUID()}`;

/**
 * Domain time by this process's clock and how far the database's is ahead of it, which is asked every few seconds: for
 * reads that are only a look, where the round trip of `scope.now()` would cost as much as the read.
 */
export async function roughlyNow(scope: QueryScope): Promise<Date> {
  const ask = async () => ({ aheadMs: (await scope.now()).getTime() - Date.now() });
  const kept = await cachePort.from(scope).getOrRead({ key: clockKey, tags: [clockTag] }, ask);
  return kept ? new Date(Date.now() + kept.aheadMs) : scope.now();
}
