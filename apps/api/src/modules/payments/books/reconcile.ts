import { currencyCodes, type Reconciliation, type ReconciliationDifference } from "@roost/contract";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Log } from "../../../platform/log.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import { bookDifference } from "./book-difference.ts";
import { type BooksGateway, booksPort, type ProviderBalance } from "./books-gateway.ts";
import { differingSources } from "./compare-sources.ts";
import { type Copied, copyBooks } from "./copy-books.ts";
import { recordReconciliation } from "./record-reconciliation.ts";

export interface BooksSite {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
  readonly log: Log;
}

/** What either side wrote in the last minutes is compared the next time. */
export const settleMs = 10 * 60 * 1000;

export interface ReconcileOptions {
  readonly settleMs: number;
}

/**
 * Compares the ledger with the provider's books, object by object and balance by balance, and books what differs. The
 * provider is asked with no transaction open; every posting is a command of its own.
 */
export async function reconcile(site: BooksSite, options: ReconcileOptions): Promise<Reconciliation> {
  const { engine, sql, log } = site;
  const reconciliationId = newId();
  const system = { actor: { kind: "system" }, requestId: reconciliationId } as const;
  const { copied, balances } = await fetchBooks(site);
  for await (const { source } of differingSources(sql, options.settleMs)) {
    await engine.execute(bookDifference, system, { source, reconciliationId });
  }
  const differences = [
    ...(await sql.all<ReconciliationDifference>("books_suspended", suspendedText)),
    ...(await sql.all<ReconciliationDifference>("books_foreign", foreignText, [currencyCodes])),
    ...(balances ? await compareBalances(sql, balances) : []),
  ];
  const until = (copied.until ?? new Date()).toISOString();
  const found = { reconciliationId, until, transactions: copied.lines, differences };
  await engine.execute(recordReconciliation, system, found);
  for (const difference of differences) log.error({ ...difference }, "the ledger is apart from the provider's books");
  return {
    id: reconciliationId,
    provider: "stripe",
    until,
    at: new Date().toISOString(),
    transactions: copied.lines,
    differences,
  };
}

interface Fetched {
  readonly copied: Copied;
  /** Absent where the provider booked more each time that it was asked. */
  readonly balances: readonly ProviderBalance[] | undefined;
}

const balanceTries = 3;

/** The lines, and balances of a moment at which there were no others. */
async function fetchBooks({ house, sql }: BooksSite): Promise<Fetched> {
  const books: BooksGateway = booksPort.from({ house });
  const last = await sql.one<{ until: string | null }>(
    "reconciliation_until",
    "select max(until) as until from reconciliation where provider = 'stripe'",
  );
  const since = last?.until == null ? null : new Date(last.until);
  let copied = await copyBooks(sql, books, since);
  for (let tried = 0; tried < balanceTries; tried += 1) {
    const balances = await books.balances();
    const again = await copyBooks(sql, books, copied.until ?? since);
    if (again.lines === 0) return { copied, balances };
    copied = { lines: copied.lines + again.lines, until: again.until ?? copied.until };
  }
  return { copied, balances: undefined };
}

async function compareBalances(sql: Sql, balances: readonly ProviderBalance[]): Promise<ReconciliationDifference[]> {
  const sums = await sql.all<ProviderBalance>(
    "books_balances",
    `select currency, sum(net_minor)::bigint as "amountMinor" from provider_transaction group by currency`,
  );
  const told = new Map(balances.map(({ currency, amountMinor }) => [currency, amountMinor]));
  const copied = new Map(sums.map(({ currency, amountMinor }) => [currency, amountMinor]));
  return [...new Set([...told.keys(), ...copied.keys()])].toSorted().flatMap((currency) => {
    const [ledgerMinor, providerMinor] = [copied.get(currency) ?? 0, told.get(currency) ?? 0];
    const differenceMinor = providerMinor - ledgerMinor;
    return differenceMinor === 0 ? [] : [{ source: "balance", currency, ledgerMinor, providerMinor, differenceMinor }];
  });
}

// With its suspense a source is level with the provider: without it, it shows what is not explained.
const suspendedText = `
  with suspended as (
    select t.source, e.currency, -sum(e.amount_minor) as minor
    from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
    where e.account = 'suspense' group by 1, 2 having sum(e.amount_minor) <> 0)
  select s.source, s.currency, (c.minor - s.minor)::bigint as "ledgerMinor", c.minor::bigint as "providerMinor",
    s.minor::bigint as "differenceMinor"
  from suspended s cross join lateral (
    select coalesce(sum(e.amount_minor), 0) as minor
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
    where t.source = s.source and e.account = 'provider_clearing' and e.currency = s.currency) c
  order by 1, 2`;

// Nothing can be booked in a currency that Roost does not know.
const foreignText = `
  select p.source, p.currency, 0::bigint as "ledgerMinor", sum(p.net_minor)::bigint as "providerMinor",
    sum(p.net_minor)::bigint as "differenceMinor"
  from provider_transaction p
  where p.currency <> all($1::text[])
  group by 1, 2 having sum(p.net_minor) <> 0 order by 1, 2 limit 1000`;
