import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Outside } from "./outside.ts";
import { numberAt } from "./read-json.ts";

const patienceMs = 900_000;

interface Open {
  readonly calls: number;
  readonly jobs: number;
  readonly due: number;
  readonly events: number;
}

/** Waits until nothing is left to do: no call at Stripe, no event on its way, no job, nothing that is due. */
export async function settled(client: pg.Client, outside: Outside, say: (line: string) => void): Promise<void> {
  let quiet = 0;
  let before = -1;
  const deadline = Date.now() + patienceMs;
  for (let round = 1; Date.now() < deadline; round += 1) {
    // A job that waits for its next try need not: time passes.
    await client.query("update pgboss.job set start_after = now() where state = 'retry' and start_after > now()");
    await outside.console("POST", "/test/webhooks/deliver");
    const { body } = await outside.console("GET", "/test/events/pending");
    const pending = numberAt(body, "count") ?? 1;
    const { rows } = await client.query<Open>(openText);
    const [open] = rows;
    if (!open) throw new Error("Postgres did not count");
    const { calls, jobs, due, events } = open;
    const isQuiet = pending + calls + jobs + due === 0 && events === before;
    before = events;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet >= 3) return;
    if (round % 15 === 0) say(`${pending} events, ${jobs} jobs, ${calls} calls, ${due} due … ${await whyText(client)}`);
    await wait(1000);
  }
  say("It does not come to rest.");
}

/** What the oldest of it says of itself. */
export async function whyText(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ why: string | null }>(
    `select work || ' ' || attempts || ': ' || last_error || ' ' || intent as why from provider_call where status = 'running'
     union all select type || ' ' || event_id || ': ' || last_error from provider_event where applied_at is null and attempts > 5
     union all select 'booking ' || b.id || ' ' || b.state || ' ' || p.status || ' ' || coalesce((select string_agg(c.status::text || ' ' || coalesce(c.failure_code, ''), ',') from charge c where c.payment_id = p.id), '')
       from booking b join payment p on p.id = b.payment_id where (b.state = 'pending_payment' and b.pay_by <= roost_now())
         or (b.state = 'confirmed' and starts_at <= roost_now()) or (b.state = 'checked_in' and ends_at <= roost_now())
     union all select 'refund ' || id || ' ' || attempts || ' ' || failure_code from refund where status = 'failed' and next_try_at <= roost_now() limit 3`,
  );
  return rows.map(({ why }) => why ?? "").join("; ");
}

const openText = `select (select count(*) from provider_call where status = 'running')::int as calls,
  (select count(*) from pgboss.job where name = 'payments.apply-event' and state < 'completed')::int as jobs,
  (select count(*) from booking where (state = 'pending_payment' and pay_by <= roost_now())
    or (state = 'confirmed' and starts_at <= roost_now()) or (state = 'checked_in' and ends_at <= roost_now()))::int
  + (select count(*) from refund where status = 'failed' and next_try_at <= roost_now())::int as due,
  (select count(*) from event)::int + (select count(*) from provider_event where applied_at is not null)::int as events`;
