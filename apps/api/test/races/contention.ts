import pg from "pg";
import { claimNights } from "../../src/modules/listings/index.ts";
import { sqlStateOf } from "../../src/platform/database-errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { type Sql, sqlOn } from "../../src/platform/sql.ts";

/** A seeded stream of numbers below `below`: mulberry32, so that a race that fails can be run again. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export interface Swaps {
  readonly url: string;
  readonly listingIds: readonly string[];
  readonly writers: number;
  readonly tries: number;
  /** Leaves out the listing's row lock, to see that it is what keeps deadlocks away. */
  readonly withoutLock?: boolean;
}

export interface SwapCounts {
  wins: number;
  refusals: number;
  deadlocks: number;
  others: string[];
}

/** Transactions that each claim two stays of a home, as an alteration does, in either order, on separate connections. */
export async function raceSwaps({ url, listingIds, writers, tries, withoutLock = false }: Swaps): Promise<SwapCounts> {
  const counts: SwapCounts = { wins: 0, refusals: 0, deadlocks: 0, others: [] };
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const client = new pg.Client({ connectionString: url, pipeline: true });
      await client.connect();
      const sql = withoutLock ? unlocked(sqlOn(client)) : sqlOn(client);
      const roll = dice(writer + 1);
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const listingId = listingIds[roll(listingIds.length)] ?? "";
        const days = roll(2) === 0 ? [1, 2] : [2, 1];
        await client.query("begin");
        try {
          const taken = [];
          for (const day of days) taken.push(await claimNights(sql, claimOf(listingId, day)));
          counts[taken.every(Boolean) ? "wins" : "refusals"] += 1;
          // Half of them give way again, so that the race goes on.
          await client.query(roll(2) === 0 ? "commit" : "rollback");
        } catch (error) {
          if (sqlStateOf(error) === "40P01") counts.deadlocks += 1;
          else counts.others.push(String(error));
          await client.query("rollback");
        }
        if (attempt % 5 === 4) await client.query("delete from occupancy where listing_id = $1", [listingId]);
      }
      await client.end();
    }),
  );
  return counts;
}

const claimOf = (listingId: string, day: number) => ({
  listingId,
  checkIn: `2030-01-${String(day * 5).padStart(2, "0")}`,
  checkOut: `2030-01-${String(day * 5 + 4).padStart(2, "0")}`,
  reference: newId(),
  expiresAt: null,
  now: new Date(),
});

const unlocked = (sql: Sql): Sql => ({
  ...sql,
  one: async (name, text, values) => (name === "occupancy_lock" ? undefined : sql.one(name, text, values)),
});
