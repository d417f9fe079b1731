import type { CurrencyCode, Presentment } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import { trimDecimal } from "./decimal.ts";
import { crossRate } from "./exchange.ts";
import { currencyUnavailable } from "./present-price.ts";

/** What one unit of a currency is worth in another, who says so, and of when. */
export type ExchangeRate = Pick<Presentment, "rate" | "source" | "at">;

export interface ExchangeWish {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly now: Date;
  /** Refuses rates that are older; any age will do where absent. */
  readonly maxAgeDays?: number | undefined;
}

interface RateRow {
  readonly currency: string;
  readonly as_of: string;
  readonly per_eur: string;
  readonly source: "ecb" | "configured";
}

const dayMs = 86_400_000;
const euro = "EUR";

/**
 * The rate between two currencies, over the euro: of each the newest rate until now. Of two days the older one is told,
 * and of two sources the configured one. Refused where one is not known or too old: 422 `quote.currency_unavailable`.
 */
export async function findExchangeRate(sql: Sql, { from, to, now, maxAgeDays }: ExchangeWish): Promise<ExchangeRate> {
  if (from === to) return { rate: "1", source: "same", at: now.toISOString() };
  const rows = await sql.all<RateRow>("exchange_rate_find", findText, [[from, to], now]);
  const byCurrency = new Map(rows.map((row) => [row.currency, row]));
  const perEur = (currency: CurrencyCode): string => {
    if (currency === euro) return "1";
    const row = byCurrency.get(currency);
    if (!row) throw currencyUnavailable("no_rate", `There is no exchange rate between ${from} and ${to}.`);
    return trimDecimal(row.per_eur);
  };
  const rate = crossRate(perEur(from), perEur(to));
  const asOf = rows.map((row) => row.as_of).sort()[0] ?? "";
  if (maxAgeDays !== undefined && now.getTime() - Date.parse(asOf) > (maxAgeDays + 1) * dayMs) {
    throw currencyUnavailable("rate_too_old", `The newest exchange rate between ${from} and ${to} is of ${asOf}.`);
  }
  const source = rows.some((row) => row.source === "configured") ? "configured" : "ecb";
  return { rate, source, at: `${asOf}T00:00:00.000Z` };
}

const findText = `select r.currency, r.as_of, r.per_eur, r.source from unnest($1::text[]) as wanted (currency)
  cross join lateral (select * from exchange_rate e where e.currency = wanted.currency
    and e.as_of <= ($2::timestamptz at time zone 'UTC')::date order by e.as_of desc limit 1) r`;
