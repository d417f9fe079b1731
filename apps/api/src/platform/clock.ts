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
