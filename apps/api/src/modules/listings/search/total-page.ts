import { Currency, type CurrencyCode } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import type { SearchedStay } from "./search-conditions.ts";
import type { RankedRow } from "./search-order.ts";
import type { Search, Statement } from "./search-statement.ts";
import { statementName } from "./statement-name.ts";
import { namedOrAsked } from "./text/named-or-asked.ts";
import { leastOf, mostOf, type Taxes } from "./total-bounds.ts";
import { nextCurrencyStatement, type TotalSearch, totalStatement } from "./total-statement.ts";

export interface TotalPage {
  readonly rows: readonly RankedRow[];
  /** How many homes were priced for it: where the next page may begin to look. */
  readonly hint: number;
}

interface Wish {
  readonly search: Search & { readonly stay: SearchedStay };
  /** What the page before said of how many homes it priced. */
  readonly hint: number;
}

/**
 * A page by the total of a stay. No index knows totals, but one orders homes by a bound of them: the first few are
 * priced, and the page is taken where no home behind them can belong on it; else more are. One currency after the
 * other, where none is wished for.
 */
export async function totalPage(sql: Sql, { search, hint }: Wish): Promise<TotalPage> {
  const { after, input, limit } = search;
  const rows: RankedRow[] = [];
  const [from, total, id] = input.currency === undefined ? (after ?? []) : [input.currency, ...(after ?? [])];
  let since: TotalSearch["since"] = typeof total === "number" && typeof id === "string" ? [total, id] : null;
  let currency: string | null = typeof from === "string" ? from : null;
  let priced = hint;
  for (;;) {
    const group = { ...search, currency, since, limit: limit - rows.length, candidates: levelFor(priced, limit) };
    const found = await pageOfCurrency(sql, group);
    rows.push(...found.rows);
    priced = found.priced;
    if (rows.length === limit || input.currency !== undefined) return { rows, hint: priced };
    const behind = found.currency ?? currency;
    if (behind === null) return { rows, hint: priced };
    const statement = nextCurrencyStatement(group, behind);
    const next = await sql.one<{ currency: string }>(nameOf(statement), statement.text, statement.values);
    if (!next) return { rows, hint: priced };
    [currency, since, priced] = [next.currency, null, 0];
  }
}

/** Few texts, so that each is planned once: what a page needs at first, four times as many, and so on; then all. */
const levels: readonly number[] = [84, 210, 480, 1920, 7680];

/** Two pages more than the last one needed, and never so few that the first look is in vain. */
const levelFor = (hint: number, limit: number): number | null =>
  levels.find((level) => level >= Math.max(hint + limit, limit * 4)) ?? null;

const nameOf = ({ shape }: Statement) => statementName("search", shape);

interface FoundRow extends RankedRow {
  readonly seen: number;
  readonly bound: number | null;
  readonly ofCurrency: string | null;
  /** Downwards only. */
  readonly taxes?: Taxes;
}

async function pageOfCurrency(sql: Sql, search: TotalSearch) {
  let { candidates, text } = search;
  for (;;) {
    const statement = totalStatement({ ...search, text, candidates });
    const found = await sql.all<FoundRow>(nameOf(statement), statement.text, statement.values);
    const [meta] = found;
    // Of a place without homes there is one row, which is none.
    const rows = found.filter((row) => row.id !== null);
    const { seen = 0, bound = null, ofCurrency: currency = null, taxes } = meta ?? {};
    const isShort = candidates === null || seen < candidates;
    const isWalk = text?.by === "walk";
    const all = { ...search, candidates };
    if (
      (isShort && !isWalk) ||
      (bound !== null && currency !== null && isProven(all, { rows, bound, currency: Currency.parse(currency), taxes }))
    ) {
      return { rows, currency, priced: candidates === null ? allLevels : placeOf({ rows, seen }) };
    }
    // A walk that ended somewhere knows of no homes behind it.
    if (text?.by === "walk" && isShort) text = await namedOrAsked(sql, text);
    else candidates = levelAbove(candidates);
  }
}

const allLevels = Number.MAX_SAFE_INTEGER;

// Prices of later pages lie beyond those that were seen: they need about as many homes, and a page more.
const placeOf = ({ rows, seen }: { readonly rows: readonly unknown[]; readonly seen: number }) => seen - rows.length;

const levelAbove = (candidates: number | null): number | null =>
  levels.find((level) => candidates !== null && level > candidates) ?? null;

interface Proof {
  readonly rows: readonly RankedRow[];
  /** Of the last home that was priced. */
  readonly bound: number;
  readonly currency: CurrencyCode;
  readonly taxes: Taxes | undefined;
}

/** Whether no home behind the priced ones can come before the last of the page, or into the wished prices at all. */
function isProven(search: TotalSearch, { rows, bound, currency, taxes }: Proof): boolean {
  const { input, limit, stay } = search;
  const last = rows.length === limit ? rows.at(-1)?.total : undefined;
  if (taxes) {
    const most = mostOf(stay, { bound, currency, taxes, guests: input.guests ?? 1 });
    return (last !== undefined && last > most) || (input.minPrice !== undefined && input.minPrice > most);
  }
  const least = leastOf(stay, { bound, currency });
  return (last !== undefined && last < least) || (input.maxPrice !== undefined && input.maxPrice < least);
}
