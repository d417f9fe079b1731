import type pg from "pg";

export interface Findings {
  readonly deadlocks: number;
  readonly overlaps: number;
  readonly faults: string[];
}

interface Counts {
  readonly deadlocks: number;
  readonly overlaps: number;
  readonly bookings: number;
  readonly holds: number;
}

/** What the database holds after a run, whatever the server answered. */
export async function inspect(client: pg.Client, wins: number): Promise<Findings> {
  const { rows } = await client.query<Counts>(text);
  const [counts] = rows;
  if (!counts) throw new Error("Postgres did not count");
  const { deadlocks, overlaps, bookings, holds } = counts;
  const faults = bookings === wins && holds === wins ? [] : [`${wins} wins, ${bookings} bookings, ${holds} holds`];
  return { deadlocks, overlaps, faults };
}

// Counted from the rows: the constraints that forbid an overlap are what is under test.
const text = `select
  (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks,
  (select count(*)::int from occupancy a join occupancy b on b.listing_id = a.listing_id and b.id > a.id
    where a.nights && b.nights
      or a.occupied && b.occupied and a.kind in ('hold', 'booking') and b.kind in ('hold', 'booking')) as overlaps,
  (select count(*)::int from booking) as bookings,
  (select count(*)::int from occupancy o join booking b on o.reference = b.id::text and o.listing_id = b.listing_id
    where o.nights = daterange(b.check_in, b.check_out)) as holds`;
