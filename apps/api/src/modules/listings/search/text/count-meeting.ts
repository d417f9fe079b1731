import type { Sql } from "../../../../platform/sql.ts";
import { fewOf, type TextQuery } from "./text-filter.ts";

/**
 * What many homes have, each of it, and what hardly any may have together: the index of words counts how many those are,
 * as long as they are few.
 */
export async function countMeeting(sql: Sql, asked: TextQuery, homes: number): Promise<TextQuery> {
  const few = Math.ceil(fewOf(homes));
  if (asked.documents <= few || asked.byChance > few) return asked;
  const named = await countUpTo(sql, asked.query, few + 1);
  return named <= few ? { ...asked, documents: named, byChance: named } : asked;
}

/** How many homes the index of words names, up to so many. */
export async function countUpTo(sql: Sql, query: string, most: number): Promise<number> {
  const row = await sql.one<{ named: number }>("text_named", namedText, [query, most]);
  return row?.named ?? 0;
}

const namedText = "select count(*)::int as named from listing_text_ids($1::tsquery, $2::int)";
