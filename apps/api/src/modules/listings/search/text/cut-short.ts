import type { Sql } from "../../../../platform/sql.ts";
import type { Statement } from "../search-statement.ts";
import { statementName } from "../statement-name.ts";
import type { TextFilter } from "./text-filter.ts";

type Walk = Extract<TextFilter, { readonly by: "walk" }>;

/** Whether a walk that found too little spent its whole budget: then homes behind it may have the words, too. */
export async function isCutShort(sql: Sql, { shape, text, values }: Statement, { budget }: Walk): Promise<boolean> {
  const row = await sql.one<{ walked: number }>(statementName("listing_search", shape), text, values);
  return row?.walked === budget;
}

/** The same words in the whole index of words, instead of a walk. */
export const everywhere = <T extends TextFilter | null>(filter: T) =>
  filter?.by === "walk" ? ({ by: "ids", query: filter.query, most: null } as const) : filter;
