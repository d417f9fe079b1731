import { createHmac } from "node:crypto";
import type pg from "pg";
import type { Outside } from "./outside.ts";
import { listAt, textAt, valueAt } from "./read-json.ts";

export interface Endpoint {
  readonly url: string;
  readonly secret: string;
}

/**
 * Lists every event that there was at Stripe, and sends those again that never came, as somebody does at Stripe's
 * dashboard. Answers how many those were.
 */
export async function resendLost(client: pg.Client, outside: Outside, endpoint: Endpoint): Promise<number> {
  await client.query("create temp table if not exists stripe_event (id text primary key)");
  let sent = 0;
  const accounts = await client.query<{ id: string }>(
    "select provider_ref as id from payout_account where provider_ref is not null",
  );
  for (const account of [undefined, ...accounts.rows.map(({ id }) => id)]) {
    for (let after = ""; ; ) {
      const options = account === undefined ? {} : { account };
      const { body } = await outside.api("GET", `/v1/events?limit=100${after}`, options);
      const events = listAt(body, "data");
      const ids = events.map((event) => textAt(event, "id") ?? "");
      const { rows } = await client.query<{ id: string }>({ name: "events_missing", text, values: [ids] });
      const missing = new Set(rows.map(({ id }) => id));
      const lost = events.filter((event) => missing.has(textAt(event, "id") ?? ""));
      await Promise.all(lost.map((event) => post(endpoint, JSON.stringify(event))));
      sent += lost.length;
      if (valueAt(body, "has_more") !== true) break;
      after = `&starting_after=${ids.at(-1)}`;
    }
  }
  return sent;
}

const text = `with listed as (select unnest($1::text[]) as id),
    noted as (insert into stripe_event select id from listed on conflict do nothing)
  select id from listed where not exists (select from provider_event e where e.event_id = listed.id)`;

async function post({ url, secret }: Endpoint, body: string): Promise<void> {
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  const headers = { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` };
  const answer = await fetch(url, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`an event that was sent again was answered ${answer.status}`);
}
