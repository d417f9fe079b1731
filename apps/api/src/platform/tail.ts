import type { Sql } from "./sql.ts";

/** One kind of row that a command leaves behind: a statement over one jsonb parameter, an array of rows. */
export interface TailPart {
  sql(parameter: string): string;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly request_id: string;
}

export interface Tail {
  readonly audit: AuditEntry;
  readonly events: readonly { readonly id: string; readonly type: string; readonly data: object; readonly at: Date }[];
  readonly jobs: readonly { readonly name: string; readonly data: object }[];
  readonly calls: readonly object[];
  readonly idempotency: object | null;
  /** The provider call that this transaction finishes, and what its key answers from now on. */
  readonly finished: { readonly id: string; readonly status: string; readonly response: string } | null;
}

const fill = (table: string): TailPart => ({
  sql: (parameter) => `insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${parameter})`,
});

// What boss.insert() writes, for queues that exist (names are checked when a server starts).
const jobs: TailPart = {
  sql: (parameter) => `
    insert into pgboss.job (id, name, data, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select gen_random_uuid(), q.name, x.data, now(), now(), q.expire_seconds, q.deletion_seconds,
      now() + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay,
      coalesce(q.retry_backoff, false), q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from jsonb_to_recordset(${parameter}) as x (name text, data jsonb) join pgboss.queue q on q.name = x.name`,
};

/** The one statement that ends every command: audit, events, jobs, provider calls and the stored answer together. */
export function createTail(audit: TailPart): (sql: Sql, tail: Tail) => Promise<number> {
  const text = `with
    a as (${audit.sql("$1::jsonb")}),
    e as (${fill("event").sql("$2::jsonb")}),
    j as (${jobs.sql("$3::jsonb")}),
    c as (${fill("provider_call").sql("$4::jsonb")}),
    f as (update provider_call set status = 'done', finished_at = now() where id = $6::uuid),
    k as (update idempotency set status = $7, response = $8 where call_id = $6::uuid)
    insert into idempotency (principal, action, key, body_hash, status, response, call_id, created_at)
    select principal, action, key, decode(body_hash, 'hex'), status, response, call_id, now()
    from jsonb_to_recordset($5::jsonb)
      as x (principal text, action text, key text, body_hash text, status text, response text, call_id uuid)`;
  return (sql, tail) =>
    sql.run("tail", text, [
      JSON.stringify([tail.audit]),
      JSON.stringify(tail.events),
      JSON.stringify(tail.jobs),
      JSON.stringify(tail.calls),
      JSON.stringify(tail.idempotency === null ? [] : [tail.idempotency]),
      tail.finished?.id ?? null,
      tail.finished?.status ?? null,
      tail.finished?.response ?? null,
    ]);
}
