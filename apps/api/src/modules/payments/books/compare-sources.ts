import type { Sql } from "../../../platform/sql.ts";

/** One object of the provider, in one currency: what the ledger says that it moved, and what the provider says. */
export interface SourceSums {
  readonly source: string;
  readonly currency: string;
  readonly ledgerMinor: number;
  readonly providerMinor: number;
}

const chunk = 1000;

/**
 * The sources that are apart, a chunk of them at a time, so that no statement takes long however large the books are.
 * What either side wrote less than `settleMs` ago is left out: the other one may be about to follow.
 */
export async function* differingSources(sql: Sql, settleMs: number): AsyncGenerator<SourceSums> {
  for (let after = ""; ; ) {
    const sources = await sql.all<{ source: string }>("books_sources", sourcesText, [after, chunk]);
    const last = sources.at(-1);
    if (!last) return;
    yield* await sql.all<SourceSums>("books_differing", differingText, [sources.map(({ source }) => source), settleMs]);
    after = last.source;
  }
}

/** The sums of one source, apart or not. */
export const sumsOf = (sql: Sql, source: string): Promise<SourceSums[]> =>
  sql.all<SourceSums>("books_sums", sumsText(""), [[source]]);

const sourcesText = `
  (select distinct source from ledger_transaction where source > $1 order by source limit $2)
  union (select distinct source from provider_transaction where source > $1 order by source limit $2)
  order by source limit $2`;

// Ids of transactions are UUIDv7 of real time; \`at\` is the domain's. A provider's clock may be ahead of ours.
function sumsText(where: string): string {
  return `
  with ledger as (
    select t.source, e.currency, sum(e.amount_minor) as minor, max(uuid_extract_timestamp(t.id)) as newest
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id and e.account = 'provider_clearing'
    where t.source = any($1::text[]) group by 1, 2),
  provider as (
    select source, currency, sum(net_minor) as minor, max(least(created_at, fetched_at)) as newest
    from provider_transaction where source = any($1::text[]) group by 1, 2)
  select source, currency, coalesce(l.minor, 0)::bigint as "ledgerMinor", coalesce(p.minor, 0)::bigint as "providerMinor"
  from ledger l full join provider p using (source, currency) ${where} order by source, currency`;
}

const differingText = sumsText(`where coalesce(l.minor, 0) <> coalesce(p.minor, 0)
  and greatest(l.newest, p.newest) <= now() - $2::int * interval '1 millisecond'`);
