import { createHmac, randomUUIDv7, timingSafeEqual } from "node:crypto";
import type pg from "pg";

/** Stripe's signature over the raw body, as its own library checks it. */
export function isSigned(body: string, header: string, secret: string): boolean {
  const parts = new Map(
    header.split(",").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const at = parts.get("t") ?? "";
  const given = Buffer.from(parts.get("v1") ?? "", "hex");
  const right = createHmac("sha256", secret).update(`${at}.${body}`).digest();
  const isFresh = Math.abs(Date.now() / 1000 - Number(at)) < 300;
  return isFresh && given.length === right.length && timingSafeEqual(given, right);
}

/** The event, its audit row and its job, in one statement and one round trip. */
export async function receiveEvent(pool: pg.Pool, body: string): Promise<void> {
  const { id, type }: { id: string; type: string } = JSON.parse(body);
  await pool.query({
    name: "bare_receive",
    text: `with stored as (
        insert into provider_event (provider, event_id, type, body, received_at) values ('stripe', $1, $2, $3, now())
        on conflict do nothing returning event_id),
      audited as (
        insert into audit (id, at, action, subject, request_id)
        select $4, now(), 'payments.receiveEvent', null, $5 from stored)
      insert into pgboss.job (id, name, data, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
        retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
      select gen_random_uuid(), q.name, jsonb_build_object('provider', 'stripe', 'eventId', event_id), now(), now(),
        q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.retry_limit,
        q.retry_delay, coalesce(q.retry_backoff, false), q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
      from stored join pgboss.queue q on q.name = 'bare.apply-event'`,
    values: [id, type, body, randomUUIDv7(), randomUUIDv7()],
  });
}
