import { expect } from "vitest";
import type { TestApp } from "./app.ts";
import { stripeOf } from "./provider.ts";

/** For each of Stripe's objects that moved its balance: what the ledger says, and what Stripe's own books say. */
export async function expectSameBooks(app: TestApp): Promise<void> {
  const rows = await app.app.sql.all<{ source: string; net: number }>("test_clearing_by_source", clearingText);
  const booked = new Map(rows.map(({ source, net }) => [source, net]));
  const theirs = new Map<string, number>();
  for await (const { source, net } of stripeOf(app).balanceTransactions.list({ limit: 100 })) {
    const id = typeof source === "string" ? source : (source?.id ?? "none");
    theirs.set(id, (theirs.get(id) ?? 0) + net);
  }
  expect(moved(booked)).toEqual(moved(theirs));
}

/** Without those that moved nothing in the end; in one order. */
const moved = (sums: ReadonlyMap<string, number>) =>
  [...sums].filter(([, net]) => net !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));

const clearingText = `select t.source, sum(e.amount_minor)::bigint as net
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
  where e.account = 'provider_clearing' and t.source is not null group by 1`;
