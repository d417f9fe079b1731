import type pg from "pg";
import { copyStripeList, makeStripeTable, type StripeAddress } from "../stripe-lists.ts";

const lists = [
  { path: "/v1/payment_intents", kind: "payment_intent" },
  { path: "/v1/refunds", kind: "refund" },
  { path: "/v1/disputes", kind: "dispute" },
  { path: "/v1/transfers", kind: "transfer" },
  { path: "/v1/topups", kind: "topup" },
  { path: "/v1/accounts", kind: "account" },
  { path: "/v1/balance_transactions", kind: "balance_transaction" },
  { path: "/test/objects?kind=charge", kind: "charge" },
] as const;

/** Everything that Stripe has on its books, as it tells over HTTP; of each connected account its payouts and balance, too. */
export async function copyStripeBooks(client: pg.Client, stripe: StripeAddress): Promise<void> {
  await makeStripeTable(client);
  for (const list of lists) await copyStripeList(client, stripe, list);
  await client.query("create temp table stripe_balance (account text, currency text, amount bigint)");
  await copyBalance(client, stripe);
  const { rows } = await client.query<{ id: string }>("select id from stripe where kind = 'account'");
  for (const { id: account } of rows) {
    await copyStripeList(client, stripe, { path: "/v1/payouts", kind: "payout", account });
    await copyBalance(client, stripe, account);
  }
  await client.query(`create index on stripe (kind); create index on stripe ((object ->> 'payment_intent'));
    create index on stripe ((object ->> 'source')); create index on stripe ((object #>> '{metadata,refund_id}'));
    create index on stripe ((object #>> '{metadata,payment_id}')); analyze stripe;
    create function pg_temp.ours(minor bigint, currency text) returns bigint immutable language sql
      return case when lower(currency) in ('isk', 'ugx') then minor / 100 else minor end`);
}

async function copyBalance(client: pg.Client, { url, secretKey }: StripeAddress, account?: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${secretKey}`,
    ...(account !== undefined && { "stripe-account": account }),
  };
  const answer = await fetch(`${url}/v1/balance`, { headers });
  if (!answer.ok) throw new Error(`Stripe answered ${answer.status} to /v1/balance`);
  await client.query(
    `insert into stripe_balance
     select $2, upper(item ->> 'currency'), sum((item ->> 'amount')::bigint)
     from (select $1::jsonb as body) x, jsonb_array_elements(body -> 'available' || (body -> 'pending')) item group by 2`,
    [await answer.text(), account ?? null],
  );
}
