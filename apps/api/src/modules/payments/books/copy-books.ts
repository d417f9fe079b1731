import type { Sql } from "../../../platform/sql.ts";
import type { BookLine, BooksGateway } from "./books-gateway.ts";

/** What a provider books late, or with an earlier time, is still found by the next copies. */
const overlapMs = 48 * 60 * 60 * 1000;

export interface Copied {
  /** How many lines were new. */
  readonly lines: number;
  /** The newest line's time, by the provider's clock. */
  readonly until: Date | null;
}

/** Copies the provider's books, from a while before `since`; a line that is there already stays as it is. */
export async function copyBooks(sql: Sql, books: BooksGateway, since: Date | null): Promise<Copied> {
  let lines = 0;
  let until: Date | null = null;
  for await (const page of books.transactions(since && new Date(since.getTime() - overlapMs))) {
    lines += await keep(sql, page);
    for (const { createdAt } of page) if (until === null || createdAt > until) until = createdAt;
  }
  return { lines, until };
}

const keep = (sql: Sql, page: readonly BookLine[]): Promise<number> =>
  sql.run(
    "provider_transaction_keep",
    `insert into provider_transaction (provider, id, type, source, currency, amount_minor, fee_minor, net_minor,
       created_at, fetched_at)
     select 'stripe', x.id, x.type, x.source, x.currency, x."amountMinor", x."feeMinor", x."netMinor", x."createdAt", now()
     from jsonb_to_recordset($1::jsonb) as x (id text, type text, source text, currency text, "amountMinor" bigint,
       "feeMinor" bigint, "netMinor" bigint, "createdAt" timestamptz)
     on conflict (provider, id) do nothing`,
    [JSON.stringify(page)],
  );
