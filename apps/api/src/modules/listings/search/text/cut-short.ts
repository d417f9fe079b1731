import type { Sql } from "../../../../platform/sql.ts";
import type { Statement } from "../search-statement.ts";
import { statementName } from "../statement-name.ts";
import type { TextFilter, TextQuery } from "./text-filter.ts";

type Walk = Extract<TextFilter, { readonly by: "walk" }>;

/** Whether a walk that found too little spent its whole budget: then homes behind it may have the words, too. */
export async function isCutShort(sql: Sql, { shape, text, values }: Statement, { budget }: Walk): Promise<boolean> {
  const row = await sql.one<{ walked: number }>(statementName("listing_search", shape), text, values);
  return row?.walked === budget;
}

/** The index of words names so many homes at most: of more, each of the place is asked instead. */
const mostNamed = 16_384;

/** What is asked instead of a walk, of all homes. */
export const everywhere = <T extends TextFilter | null>(filter: T) =>
  filter?.by === "walk" ? namedOrAsked(filter) : filter;

export const namedOrAsked = ({ query, words, documents }: TextQuery): TextFilter =>
  documents <= mostNamed ? { by: "ids", query, most: null } : { by: "probe", words };
