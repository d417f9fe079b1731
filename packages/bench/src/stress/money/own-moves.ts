import type pg from "pg";

/** What Roost moved by itself, because it was due: each is a money operation that nobody asked for over HTTP. */
export async function countOwnMoves(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ kind: string; count: number }>(text);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

const text = `select kind, count(*)::int as count from event
    cross join lateral (select case type when 'booking.expired' then 'expire' when 'booking.completed' then 'earn'
      when 'payout.sent' then 'transfer' when 'payout.paid' then 'paid out' when 'payout.failed' then 'bank refused'
      when 'payout.blocked' then 'payout blocked' end as kind) x
    where kind is not null group by 1
  union all select 'capture later', count(*)::int from provider_call where work = 'payments.capture' and status = 'done'
  union all select 'void', count(*)::int from provider_call where work = 'payments.void' and status = 'done'
  union all select 'reverse', count(*)::int from transfer_reversal
  union all select 'refund again', coalesce(sum(attempts - 1), 0)::int from refund
  union all select 'refund by rule', count(*)::int from refund where requested_by is null and reason = 'late_payment'`;
