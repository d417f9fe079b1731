import { isCurrencyCode } from "@roost/contract";
import type { Log } from "../../../platform/log.ts";
import type { Sql } from "../../../platform/sql.ts";
import { isPlausible } from "./plausible-move.ts";
import type { RatesOfDay } from "./read-ecb-rates.ts";

interface NewestRate {
  readonly currency: string;
  readonly as_of: string;
  readonly per_eur: string;
}

/**
 * Adds the ECB's rates of a day; what it has published for a day before stays as it is. A rate that moved further than
 * is plausible is left out, with an error in the log: the one before goes on, until FX_RATES_FILE says which is true.
 * Answers how many are new.
 */
export async function storeEcbRates(sql: Sql, { asOf, perEur }: RatesOfDay, log: Log): Promise<number> {
  const newest = await sql.all<NewestRate>("exchange_rate_newest", newestText, [asOf]);
  const before = new Map(newest.map((row) => [row.currency, { asOf: row.as_of, perEur: row.per_eur }]));
  const rates = [...perEur].filter(([currency, value]) => {
    const last = before.get(currency);
    if (!isCurrencyCode(currency)) return false;
    if (!last || isPlausible(last, { asOf, perEur: value })) return true;
    log.error({ currency, asOf, from: last.perEur, to: value }, "an exchange rate moved too far and was refused");
    return false;
  });
  return sql.run("exchange_rate_add_ecb", ecbText, [asOf, JSON.stringify(Object.fromEntries(rates))]);
}

/** Adds rates that somebody has set; for a day that the ECB has a rate of, the ECB's counts. Answers how many changed. */
export const storeConfiguredRates = (sql: Sql, { asOf, perEur }: RatesOfDay): Promise<number> =>
  sql.run("exchange_rate_add_configured", configuredText, [asOf, JSON.stringify(Object.fromEntries(perEur))]);

const newestText = `select distinct on (currency) currency, as_of, per_eur from exchange_rate
  where as_of < $1::date order by currency, as_of desc`;

const ecbText = `insert into exchange_rate (currency, as_of, per_eur, source, fetched_at)
  select key, $1::date, value::numeric, 'ecb', now() from jsonb_each_text($2::jsonb)
  on conflict (currency, as_of) do update
    set per_eur = excluded.per_eur, source = excluded.source, fetched_at = excluded.fetched_at
    where exchange_rate.source = 'configured'`;

const configuredText = `insert into exchange_rate (currency, as_of, per_eur, source, fetched_at)
  select key, $1::date, value::numeric, 'configured', now() from jsonb_each_text($2::jsonb)
  on conflict (currency, as_of) do update set per_eur = excluded.per_eur, fetched_at = excluded.fetched_at
    where exchange_rate.source = 'configured' and exchange_rate.per_eur <> excluded.per_eur`;
