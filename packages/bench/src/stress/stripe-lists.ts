import type pg from "pg";

export interface StripeAddress {
  readonly url: string;
  readonly secretKey: string;
}

export interface StripeList {
  /** With its query, as `/v1/events?type=charge.failed`. */
  readonly path: string;
  /** Of one of the platform's accounts. */
  readonly account?: string;
  /** What its items are called in the table; by their own type or object where absent. */
  readonly kind?: string;
}

/** A table for what Stripe has on its books, beside what Roost has on its own. */
export const makeStripeTable = (client: pg.Client) =>
  client.query(`create temp table stripe (id text primary key, kind text not null, object jsonb not null,
    account text)`);

interface Page {
  readonly last: string | null;
  readonly more: boolean;
}

/** Copies a list as Stripe tells it over HTTP, page by page. */
export async function copyStripeList(client: pg.Client, stripe: StripeAddress, list: StripeList): Promise<void> {
  const { path, account, kind } = list;
  const first = `${stripe.url}${path}${path.includes("?") ? "&" : "?"}limit=100`;
  const headers = {
    authorization: `Bearer ${stripe.secretKey}`,
    ...(account !== undefined && { "stripe-account": account }),
  };
  const cursor = path.startsWith("/test/") ? "after" : "starting_after";
  for (let after = ""; ; ) {
    const answer = await fetch(`${first}${after}`, { headers });
    if (!answer.ok) throw new Error(`Stripe answered ${answer.status} to ${path}: ${await answer.text()}`);
    const values = [await answer.text(), kind ?? null, account ?? null];
    const { rows } = await client.query<Page>({ name: "stripe_page", text, values });
    const [page] = rows;
    if (!page?.more || page.last === null) return;
    after = `&${cursor}=${page.last}`;
  }
}

// An event stands for the object that it tells of.
const text = `with page as (select $1::jsonb as page),
  listed as (select item, at from page, jsonb_array_elements(page -> 'data') with ordinality as x (item, at)),
  copied as (
    insert into stripe
    select item ->> 'id', coalesce($2, item ->> 'type', item ->> 'object'), coalesce(item #> '{data,object}', item), $3
    from listed
  )
  select (select item ->> 'id' from listed order by at desc limit 1) as last, (page ->> 'has_more')::boolean as more
  from page`;
