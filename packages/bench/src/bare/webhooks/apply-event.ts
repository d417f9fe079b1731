import { randomUUIDv7 } from "node:crypto";
import type pg from "pg";

/** What the provider says of a payment, as far as it is needed. */
export interface Intent {
  readonly id: string;
  readonly amount_received: number;
  readonly latest_charge: { readonly id: string; readonly balance_transaction: { readonly fee: number } };
}

/** Two round trips: what is locked, and then everything that is written, with the commit. */
export async function applyEvents(pool: pg.Pool, eventIds: readonly string[], intent: Intent): Promise<void> {
  const client = await pool.connect();
  const ask = (name: string, text: string, values: readonly unknown[]) =>
    client.query<{ state: string; status: string }>({ name, text, values: [...values] });
  let broken = false;
  try {
    const [, , locked] = await Promise.all([
      client.query("begin"),
      ask(
        "bare_lock_booking",
        "select 1 from booking where payment_id = (select id from payment where provider_ref = $1) for update",
        [intent.id],
      ),
      ask("bare_lock", "select p.status from payment p where p.provider_ref = $1 for update", [intent.id]),
    ]);
    const isNews = locked.rows[0]?.status !== "captured";
    const written = isNews
      ? ask("bare_capture", captureText, [
          ...[
            eventIds,
            intent.id,
            intent.latest_charge.id,
            intent.amount_received,
            intent.latest_charge.balance_transaction.fee,
          ],
          ...Array.from({ length: 8 }, () => randomUUIDv7()),
        ])
      : ask("bare_mark", markText, [eventIds, randomUUIDv7()]);
    const [, commit] = await Promise.all([written, client.query("commit")]);
    if (commit.command !== "COMMIT") throw new Error("the transaction was rolled back by the database");
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    client.release(broken);
  }
}

const mark = `update provider_event set applied_at = now(), attempts = attempts + 1
  where provider = 'stripe' and event_id = any($1::text[]) and applied_at is null returning event_id`;

const markText = `with marked as (${mark})
  insert into audit (id, at, action, subject, request_id)
  select $2::uuid, now(), 'payments.applyEvent', null, min(event_id) from marked having count(*) > 0`;

const captureText = `with marked as (${mark}),
  paid as (
    update payment set status = 'captured', captured_minor = amount_minor, provider_charge = $3
    where provider_ref = $2 and captured_minor = 0 and exists (select from marked)
    returning id, reference, amount_minor, currency),
  charged as (
    insert into charge (id, payment_id, status, amount_minor, created_at)
    select $6::uuid, id, 'captured', $4::bigint, now() from paid),
  booked as (
    insert into ledger_transaction (id, business_key, reference, source, at)
    select x.id, x.key || paid.id, paid.reference, $3, now()
    from paid, (values ($7::uuid, 'capture:'), ($8::uuid, 'fee:')) as x (id, key) returning id),
  entries as (
    insert into ledger_entry (id, transaction_id, account, currency, amount_minor)
    select gen_random_uuid(), x.id, x.account, paid.currency, x.amount
    from paid, (values ($7::uuid, 'provider_clearing', $4::bigint), ($7, 'guest_held', -$4::bigint),
      ($8, 'provider_clearing', -$5::bigint), ($8, 'provider_fees', $5::bigint)) as x (id, account, amount)
    where (select count(*) from booked) = 2),
  confirmed as (
    update booking b set state = 'confirmed', pay_by = null, confirmed_at = now()
    from paid where b.id = paid.reference returning b.id, b.host_id, b.currency, b.ends_at),
  planned as (
    insert into payout (id, payee_id, reference, purpose, status, currency, due_at, created_at)
    select $12::uuid, host_id, id, 'stay', 'scheduled', currency, ends_at, now() from confirmed),
  kept as (
    update occupancy o set kind = 'booking', expires_at = null from confirmed where o.reference = confirmed.id::text),
  told as (
    insert into event (id, type, data, at)
    select $9::uuid, 'payment.captured', jsonb_build_object('paymentId', id, 'reference', reference), now() from paid
    union all select $10::uuid, 'booking.confirmed', jsonb_build_object('bookingId', id), now() from confirmed
    union all select $13::uuid, 'payout.scheduled', jsonb_build_object('payoutId', $12::uuid), now() from confirmed),
  followed as (
    insert into pgboss.job (id, name, data, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select gen_random_uuid(), q.name, jsonb_build_object('bookingId', confirmed.id), now(), now(), q.expire_seconds,
      q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay,
      coalesce(q.retry_backoff, false), q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from confirmed join pgboss.queue q on q.name in ('mail.booking-confirmed', 'payments.issue-invoice'))
  insert into audit (id, at, action, subject, request_id)
  select $11::uuid, now(), 'payments.applyEvent', null, min(event_id) from marked having count(*) > 0`;
