import type pg from "pg";
import type { Outside } from "./outside.ts";
import { listAt, textAt, valueAt } from "./read-json.ts";

const kept = "^(payment_intent|charge|refund|transfer|payout)\\.";

/**
 * Every event of our own account at Stripe that tells of something that Roost keeps, in a temporary table; not of top-ups
 * and the like. Connected accounts tell of themselves and of payouts to banks, and each of those is compared itself: what
 * a lost event would have said is known by a later one, or counts there.
 */
export async function noteEvents(client: pg.Client, outside: Outside): Promise<void> {
  await client.query("create temp table stripe_event (id text primary key, type text)");
  for (let after = ""; ; ) {
    const { body } = await outside.api("GET", `/v1/events?limit=100${after}`);
    const page = listAt(body, "data");
    const ids = page.map((event) => textAt(event, "id") ?? "");
    const types = page.map((event) => textAt(event, "type") ?? "");
    await client.query({
      name: "note_events",
      text: "insert into stripe_event select * from unnest($1::text[], $2::text[]) as x (id, type) where type ~ $3",
      values: [ids, types, kept],
    });
    if (valueAt(body, "has_more") !== true) return;
    after = `&starting_after=${ids.at(-1)}`;
  }
}
