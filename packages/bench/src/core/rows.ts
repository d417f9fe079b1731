import type pg from "pg";

/** Throws unless every booking, whoever made it, has all of its rows. */
export async function checkRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ what: string; count: number }>(text);
  const counts = new Set(rows.map(({ count }) => count));
  if (counts.size === 1) return;
  throw new Error(
    `bookings without all of their rows: ${rows.map(({ what, count }) => `${what} ${count}`).join(", ")}`,
  );
}

const text = `
  select 'bookings' as what, count(*)::int from booking
  union all select 'holds', count(*)::int from occupancy o join booking b on o.reference = b.id::text
    where o.listing_id = b.listing_id and o.nights = daterange(b.check_in, b.check_out) and o.expires_at = b.pay_by
  union all select 'payments', count(*)::int from payment p join booking b on b.id = p.reference and b.payment_id = p.id
    where p.amount_minor = b.total_minor and p.payer_id = b.guest_id and p.payee_id = b.host_id
  union all select 'audit rows', count(*)::int from audit a join booking b on a.subject = b.id::text
    where a.action = 'bookings.create' and a.actor_id = b.guest_id
  union all select 'events', count(*)::int from event e join booking b on e.data ->> 'bookingId' = b.id::text
    where e.type = 'booking.requested'
  union all select 'stored answers', count(*)::int from idempotency i
    join booking b on (i.response::jsonb ->> 'id')::uuid = b.id where i.principal = b.guest_id::text`;
