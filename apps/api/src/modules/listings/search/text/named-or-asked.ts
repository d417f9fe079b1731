import type { Sql } from "../../../../platform/sql.ts";
import { countUpTo } from "./find-meeting.ts";
import { named, type TextFilter, type TextQuery } from "./text-filter.ts";

/** The index of words names so many homes at most: of more, each of the place is asked instead. */
const mostNamed = 16_384;

/**
 * What is asked of all homes, where a look at some of them was not enough. Things that each are frequent may hardly ever
 * meet: then they are named, however frequent they are.
 */
export async function namedOrAsked(sql: Sql, asked: TextQuery, most = mostNamed): Promise<TextFilter> {
  const { query, words, documents } = asked;
  const areFew = documents <= most || (await countUpTo(sql, query, most + 1)) <= most;
  return areFew ? named(asked) : { by: "probe", words };
}
