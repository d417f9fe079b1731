import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { openNow } from "./open-now.ts";
import type { Outside } from "./outside.ts";
import { listAt, numberAt, textAt } from "./read-json.ts";

/** Without anything that is done. */
const patienceMs = 300_000;
/** In all: what makes new work for ever is a fault, too. */
const longestMs = 3_600_000;
const pauseMs = 400;
const soonSeconds = 60;

interface Open {
  readonly calls: number;
  readonly jobs: number;
  readonly due: number;
  readonly events: number;
  /** What has been done so far. */
  readonly done: number;
}

/** Waits until nothing is left to do: no call at Stripe, no event on its way, no job, nothing that is due. */
export async function settled(client: pg.Client, outside: Outside, say: (line: string) => void): Promise<void> {
  let quiet = 0;
  let before = -1;
  let last = { done: -1, at: Date.now() };
  const deadline = Date.now() + longestMs;
  for (let round = 1; Date.now() < Math.min(deadline, last.at + patienceMs); round += 1) {
    // A job that waits for its next try need not: time passes.
    await client.query("update pgboss.job set start_after = now() where state = 'retry' and start_after > now()");
    await outside.console("POST", "/test/webhooks/deliver");
    const { body } = await outside.console("GET", "/test/events/pending");
    const pending = (numberAt(body, "count") ?? 1) + (await countSoon(outside));
    const { rows } = await client.query<Open>(openText);
    const [open] = rows;
    if (!open) throw new Error("Postgres did not count");
    const { calls, jobs, due, events, done } = open;
    if (done !== last.done) last = { done, at: Date.now() };
    const isQuiet = pending + calls + jobs + due === 0 && events === before;
    before = events;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet >= 2) return;
    if (round % 40 === 0) say(`${pending} events, ${jobs} jobs, ${calls} calls, ${due} due … ${await openNow(client)}`);
    await wait(pauseMs);
  }
  say("It does not come to rest.");
}

/** What happens at Stripe by itself in a moment, as a payout that arrives; not what takes days. */
async function countSoon(outside: Outside): Promise<number> {
  const [clock, agenda] = await Promise.all([
    outside.console("GET", "/test/clock"),
    outside.console("GET", "/test/agenda"),
  ]);
  const until = ((numberAt(clock.body, "now") ?? 0) + soonSeconds) * 1000;
  return listAt(agenda.body, "data").filter((one) => Date.parse(textAt(one, "due") ?? "") <= until).length;
}

const openText = `select (select count(*) from provider_call where status = 'running')::int as calls,
  (select count(*) from pgboss.job where name = 'payments.apply-event' and state < 'completed')::int as jobs,
  (select count(*) from booking where (state = 'pending_payment' and pay_by <= roost_now())
    or (state = 'confirmed' and starts_at <= roost_now()) or (state = 'checked_in' and ends_at <= roost_now()))::int
  + (select count(*) from refund where status = 'failed' and next_try_at <= roost_now())::int as due,
  (select count(*) from event)::int + (select count(*) from provider_event where applied_at is not null)::int as events,
  (select count(*) from provider_call where status <> 'running')::int
    + (select count(*) from provider_event where applied_at is not null)::int as done`;
