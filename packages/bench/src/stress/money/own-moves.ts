import type pg from "pg";

/** What Roost moved by itself, because it was due: each is a money operation that nobody asked for over HTTP. */
export async function countOwnMoves(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ kind: string; count: number }>(text);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

const text = `select 'expire' as kind, count(*)::int as count from event where type = 'booking.expired'
  union all select 'earn', count(*)::int from event where type = 'booking.completed'
  union all select 'refund again', coalesce(sum(attempts - 1), 0)::int from refund
  union all select 'refund by rule', count(*)::int from refund where requested_by is null and reason = 'late_payment'`;
