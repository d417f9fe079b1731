import type pg from "pg";

export interface StripeAddress {
  readonly url: string;
  readonly secretKey: string;
}

/** What Stripe has on its books, as it tells over HTTP, in a temporary table beside what Roost has on its own. */
export async function copyStripeRecords(client: pg.Client, stripe: StripeAddress): Promise<void> {
  await client.query("create temp table stripe (id text primary key, kind text not null, object jsonb not null)");
  await copyList(client, stripe, "payment_intents?");
  await copyList(client, stripe, "refunds?");
  for (const type of ["charge.succeeded", "charge.failed"]) await copyList(client, stripe, `events?type=${type}&`);
}

interface Page {
  readonly last: string | null;
  readonly more: boolean;
}

async function copyList(client: pg.Client, { url, secretKey }: StripeAddress, list: string): Promise<void> {
  for (let after = ""; ; ) {
    const answer = await fetch(`${url}/v1/${list}limit=100${after}`, {
      headers: { authorization: `Bearer ${secretKey}` },
    });
    if (!answer.ok) throw new Error(`Stripe answered ${answer.status} to ${list}: ${await answer.text()}`);
    const { rows } = await client.query<Page>({ name: "stripe_page", text, values: [await answer.text()] });
    const [page] = rows;
    if (!page?.more || page.last === null) return;
    after = `&starting_after=${page.last}`;
  }
}

// An event stands for the object that it tells of.
const text = `with page as (select $1::jsonb as page),
  listed as (select item, at from page, jsonb_array_elements(page -> 'data') with ordinality as x (item, at)),
  copied as (
    insert into stripe
    select item ->> 'id', coalesce(item ->> 'type', item ->> 'object'), coalesce(item #> '{data,object}', item)
    from listed
  )
  select (select item ->> 'id' from listed order by at desc limit 1) as last, (page ->> 'has_more')::boolean as more
  from page`;
