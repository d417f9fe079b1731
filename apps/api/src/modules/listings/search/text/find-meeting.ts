import type { Sql } from "../../../../platform/sql.ts";
import type { TextQuery } from "./text-filter.ts";

/**
 * What many homes have, each of it, and what hardly any may have together: the index of words tells which those are, as
 * long as they are few.
 */
export async function findMeeting(sql: Sql, asked: TextQuery, few: number): Promise<TextQuery> {
  if (asked.documents <= few || asked.byChance > few) return asked;
  const found = await sql.one<Meeting>("text_meeting", meetingText, [asked.query, few + 1, mostTaken]);
  const { named, ids } = found ?? { named: 0, ids: null };
  // More than by chance: they have to do with each other. How much, halfway between what is known and what may be.
  if (named > few) return { ...asked, byChance: Math.max(asked.byChance, Math.sqrt(named * asked.documents)) };
  return { ...asked, documents: named, byChance: named, ...(ids && { found: ids }) };
}

interface Meeting {
  readonly named: number;
  readonly ids: readonly string[] | null;
}

/** More are not sent here and back, but asked for anew. */
const mostTaken = 400;

const meetingText = `select count(*)::int as named, case when count(*) <= $3::int then coalesce(array_agg(id)::text[], '{}') end as ids
  from listing_text_ids($1::tsquery, $2::int) id`;

/** How many homes the index of words names, up to so many. */
export async function countUpTo(sql: Sql, query: string, most: number): Promise<number> {
  const row = await sql.one<{ named: number }>("text_named", namedText, [query, most]);
  return row?.named ?? 0;
}

const namedText = "select count(*)::int as named from listing_text_ids($1::tsquery, $2::int)";
