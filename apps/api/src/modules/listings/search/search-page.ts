import type { Sql } from "../../../platform/sql.ts";
import { nearestPage } from "./nearest-page.ts";
import type { RankedRow } from "./search-order.ts";
import { type Search, searchStatement, walkedStatement } from "./search-statement.ts";
import { statementName } from "./statement-name.ts";
import { everywhere, isCutShort } from "./text/cut-short.ts";
import type { SearchedText } from "./text/find-text.ts";
import { filterFor, type TextQuery } from "./text/text-filter.ts";
import { totalPage } from "./total-page.ts";

export interface FoundPage {
  readonly rows: readonly RankedRow[];
  /** What the next page can use of what this one learned. */
  readonly hint: number;
}

interface Asked {
  readonly search: Search;
  readonly text: SearchedText | null;
  readonly hint: number;
}

/** A page of a search in its order, one way or another. */
export async function searchPage(sql: Sql, { search, text, hint }: Asked): Promise<FoundPage> {
  if (text === null) return pageInOrder(sql, search, hint);
  if (search.order.keys[0]?.name === "tier") return pageOfTiers(sql, search, text);
  return pageOfText(sql, { search, hint, query: text.whole, homes: text.homes });
}

/** Homes that say the words in title, neighbourhood or city, and behind the last of them the others. */
async function pageOfTiers(sql: Sql, search: Search, { head, rest, homes }: SearchedText): Promise<FoundPage> {
  const { order, after, limit } = search;
  const [from = 1, ...since] = after ?? [];
  const rows: RankedRow[] = [];
  for (const [tier, query] of [
    [1, head],
    [0, rest],
  ] as const) {
    if (tier > Number(from) || rows.length === limit) continue;
    const section = {
      ...search,
      order: { ...order, keys: order.keys.slice(1) },
      after: tier === from && since.length > 0 ? since : null,
      limit: limit - rows.length,
    };
    const found = await pageOfText(sql, { search: section, hint: 0, query, homes });
    rows.push(...found.rows.map((row) => ({ ...row, tier })));
  }
  return { rows, hint: 0 };
}

interface TextPage {
  readonly search: Search;
  readonly hint: number;
  readonly query: TextQuery;
  readonly homes: number;
}

async function pageOfText(sql: Sql, { search, hint, query, homes }: TextPage): Promise<FoundPage> {
  const { order, point, box } = search;
  const isWalked = order.byTotal || (point === null && box === null);
  const text = filterFor(query, { homes, isWalked });
  const page = await pageInOrder(sql, { ...search, text }, hint);
  if (text.by !== "walk" || order.byTotal || page.rows.length === search.limit) return page;
  const isCut = await isCutShort(sql, walkedStatement({ ...search, text }, text.budget), text);
  return isCut ? pageInOrder(sql, { ...search, text: everywhere(text) }, hint) : page;
}

async function pageInOrder(sql: Sql, search: Search, hint: number): Promise<FoundPage> {
  const { order, point, stay } = search;
  if (order.byTotal && stay) return totalPage(sql, { search: { ...search, stay }, hint });
  if (order.keys[0]?.name === "distance" && point) return nearestPage(sql, { ...search, point }, hint);
  const { shape, text, values } = searchStatement(search);
  const rows = await sql.all<RankedRow>(statementName("listing_search", shape), text, values);
  return { rows: rows.slice(0, search.limit), hint: 0 };
}
