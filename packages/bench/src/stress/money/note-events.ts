import type pg from "pg";
import type { Outside } from "./outside.ts";
import { listAt, textAt, valueAt } from "./read-json.ts";

/** The ids of every event that there was at Stripe, in a temporary table. */
export async function noteEvents(client: pg.Client, outside: Outside): Promise<void> {
  await client.query("create temp table stripe_event (id text primary key)");
  const accounts = await client.query<{ id: string }>(
    "select provider_ref as id from payout_account where provider_ref is not null",
  );
  for (const account of [undefined, ...accounts.rows.map(({ id }) => id)]) {
    for (let after = ""; ; ) {
      const options = account === undefined ? {} : { account };
      const { body } = await outside.api("GET", `/v1/events?limit=100${after}`, options);
      const ids = listAt(body, "data").map((event) => textAt(event, "id") ?? "");
      await client.query({
        name: "note_events",
        text: "insert into stripe_event select unnest($1::text[])",
        values: [ids],
      });
      if (valueAt(body, "has_more") !== true) break;
      after = `&starting_after=${ids.at(-1)}`;
    }
  }
}
