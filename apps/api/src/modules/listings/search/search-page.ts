import type { Sql } from "../../../platform/sql.ts";
import { nearestPage } from "./nearest-page.ts";
import type { RankedRow } from "./search-order.ts";
import { type Search, searchStatement } from "./search-statement.ts";
import { statementName } from "./statement-name.ts";
import { bestFirst } from "./text/best-first.ts";
import { findMeeting } from "./text/find-meeting.ts";
import type { SearchedText } from "./text/find-text.ts";
import { namedOrAsked } from "./text/named-or-asked.ts";
import { fewOf, filterFor, named, type TextQuery } from "./text/text-filter.ts";
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
  if (search.order.keys[0]?.name === "tier") return pageOfTiers(sql, { search, text, hint });
  return pageOfText(sql, { search, text, hint, query: text.whole });
}

/** Homes that say the words in title, neighbourhood or city, behind the last of them the others, then the likely ones. */
async function pageOfTiers(sql: Sql, { search, text, hint }: TextSearch): Promise<FoundPage> {
  const { order, after, limit } = search;
  const [from = 1, ...since] = after ?? [];
  const rows: RankedRow[] = [];
  let learned = 0;
  for (const [tier, query] of [
    [1, text.head],
    [0, text.rest],
    [-1, text.probable],
  ] as const) {
    if (query === null || tier > Number(from) || rows.length === limit) continue;
    const section = {
      ...search,
      order: { ...order, keys: order.keys.slice(1) },
      after: tier === from && since.length > 0 ? since : null,
      limit: limit - rows.length,
    };
    const found = await pageOfText(sql, { search: section, text, hint: tier === from ? hint : 0, query });
    rows.push(...found.rows.map((row) => ({ ...row, tier })));
    learned = found.hint;
  }
  return { rows, hint: learned };
}

interface TextSearch {
  readonly search: Search;
  readonly text: SearchedText;
  readonly hint: number;
}

interface SectionSearch extends TextSearch {
  readonly query: TextQuery;
}

/**
 * A page of homes that the index of words can name. Of few it names all, and the box names all of its own if nothing
 * else is asked for; of many the best, or the order's index is walked.
 */
async function pageOfText(sql: Sql, { search, text, hint, query }: SectionSearch): Promise<FoundPage> {
  const { order } = search;
  const key = order.byTotal ? "total" : order.keys[0]?.name;
  if (key === "quality" && text.isTold) return pageOfRelevance(sql, { search, text, hint, query });
  if (key === "quality" && query.documents > fewOf(text.homes)) return pageOfBest(sql, { search, text, hint, query });
  const few = Math.ceil(fewOf(text.homes));
  const counted = text.isTold ? await findMeeting(sql, query, few) : query;
  const filter = filterFor(counted, { homes: text.homes, isWalked: key !== "distance" });
  if (filter.by !== "walk" && !text.isTold) return pageInOrder(sql, search, hint);
  const page = await pageInOrder(sql, { ...search, text: filter }, hint);
  if (filter.by !== "walk" || key === "total" || page.rows.length === search.limit) return page;
  return pageInOrder(sql, { ...search, text: text.isTold ? await namedOrAsked(sql, counted) : null }, hint);
}

/** To read so many takes no longer than to ask for the best of more. */
const fewRelevant = 400;

async function pageOfRelevance(sql: Sql, { query, ...asked }: SectionSearch): Promise<FoundPage> {
  const counted = await findMeeting(sql, query, fewRelevant);
  if (counted.documents > fewRelevant) return pageOfBest(sql, { ...asked, query: counted });
  return pageInOrder(sql, { ...asked.search, text: named(counted) }, asked.hint);
}

// Two of three of these may be taken, too small or in a corner of the map that is not shown.
const leastLooked = 3;

/** The best first: of what many homes have a page shows only these. */
async function pageOfBest(sql: Sql, { search, text, hint, query }: SectionSearch): Promise<FoundPage> {
  if (isSoonFull(search, { text, query })) {
    const page = await pageInOrder(sql, { ...search, text: { by: "walk", ...query, budget: shortWalk } }, 0);
    if (page.rows.length === search.limit) return { ...page, hint };
  }
  const least = Math.max(hint, search.limit * leastLooked);
  const { levels, worldwide } = text;
  for (const best of bestFirst(query, { levels, homes: worldwide, least })) {
    const page = await pageInOrder(sql, { ...search, text: named(best) }, 0);
    if (page.rows.length === search.limit) return { ...page, hint: Math.ceil(best.homes) };
  }
  // A box that has more homes than its best are is asked for itself, unless words say more.
  const all = text.isTold ? await namedOrAsked(sql, query) : null;
  return { ...(await pageInOrder(sql, { ...search, text: all }, 0)), hint };
}

const shortWalk = 512;
const soon = 300;

/**
 * Whether so few homes of a city or country are to be walked by that its list in the index of words would take longer: the
 * best homes of the world are many beside those of a city.
 */
const isSoonFull = ({ limit, box, point }: Search, { text, query }: Pick<SectionSearch, "text" | "query">): boolean =>
  box === null && point === null && text.homes < text.worldwide && limit * text.homes <= soon * query.byChance;

async function pageInOrder(sql: Sql, search: Search, hint: number): Promise<FoundPage> {
  const { order, point, stay, input, text: filter } = search;
  if (filter?.by === "ids" && filter.found?.length === 0) return { rows: [], hint: 0 };
  // Few homes of many currencies are priced all at once, and not one currency after the other.
  const isOne = filter?.by === "ids" && input.currency === undefined;
  if (order.byTotal && stay && !isOne) return totalPage(sql, { search: { ...search, stay }, hint });
  if (order.keys[0]?.name === "distance" && point) return nearestPage(sql, { ...search, point }, hint);
  const { shape, text, values } = searchStatement(search);
  const rows = await sql.all<RankedRow>(statementName("search", shape), text, values);
  return { rows: rows.slice(0, search.limit), hint: 0 };
}
