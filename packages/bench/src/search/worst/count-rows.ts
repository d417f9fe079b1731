import type pg from "pg";

/** How many rows of homes, their texts and words Postgres has fetched for Roost during some work. */
export async function countRows(client: pg.Client, work: () => Promise<unknown>): Promise<number> {
  const before = await rowsSoFar(client);
  await work();
  return (await rowsSoFar(client)) - before;
}

/**
 * A connection tells what it has read once in ten seconds at worst, and last when it ends: so Roost's are ended first, and
 * it opens others, which plan their statements anew and look at up to some ten rows for that. Entries of an index that lead
 * to no row do not count.
 */
async function rowsSoFar(client: pg.Client): Promise<number> {
  const ends = await client.query<{ has_ended: boolean }>(endText, [endWithinMs]);
  if (!ends.rows.every(({ has_ended }) => has_ended)) throw new Error("a connection to Postgres did not end");
  const { rows } = await client.query<{ count: number }>(countText);
  return rows[0]?.count ?? Number.NaN;
}

const endWithinMs = 10_000;

// The names that Roost's pools have in pg_stat_activity.
const endText = `select pg_terminate_backend(pid, $1) as has_ended from pg_stat_activity
  where datname = current_database() and application_name in ('roost', 'roost-search')`;

const countText = `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::float8 as count
  from pg_stat_user_tables where relname in ('listing', 'listing_search', 'listing_text', 'vocab')`;
