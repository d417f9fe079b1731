import { type Bind, type Box, isWithin } from "../search-place.ts";

/** What homes are asked for that the index of words knows: words, amenities and a place. */
export interface TextQuery {
  /** All of it, as Postgres takes it. */
  readonly query: string;
  /** The words alone: what a home is asked for that was found in another way. */
  readonly words: string | null;
  /** In at most so many homes, as far as it was counted. */
  readonly documents: number;
  /** About so many, if nothing that is asked for had to do with anything else. */
  readonly byChance: number;
  /** The homes themselves, where the index of words was asked already. */
  readonly found?: readonly string[];
}

/**
 * How homes are found that have it. `ids`: all that the index of words names (or `most` of them), then the rest is asked
 * of each. `probe`: each home that passes the rest is asked for its words. `walk`: the first `budget` homes of the order
 * are asked for everything; what fills no page then is no answer yet.
 */
export type TextFilter =
  | ({ readonly by: "ids"; readonly most: number | null } & Pick<TextQuery, "query" | "found">)
  | { readonly by: "probe"; readonly words: string | null }
  | ({ readonly by: "walk"; readonly budget: number } & TextQuery);

export interface Way {
  /** Of the city, country or world in which homes stand one behind the other in an order. */
  readonly homes: number;
  /** An index has the order; where none has it, every home of the place is looked at anyway. */
  readonly isWalked: boolean;
}

/**
 * What few homes have comes from the index of words, what many have from the order: a page of 20 is full after `20 *
 * homes / documents` homes. Both cost about the same where something is in a few times the square root of all homes.
 */
export function filterFor(asked: TextQuery, { homes, isWalked }: Way): TextFilter {
  const few = fewOf(homes);
  if (asked.documents <= few) return named(asked);
  if (!isWalked) return { by: "probe", words: asked.words };
  return { by: "walk", ...asked, budget: budgets.find((budget) => budget >= few) ?? 8192 };
}

/** All that the index of words names. */
export const named = ({ query, found }: Pick<TextQuery, "query" | "found">): TextFilter => ({
  ...{ by: "ids", query, most: null },
  ...(found && { found }),
});

export const fewOf = (homes: number): number => 4 * Math.sqrt(homes);

/** Few texts, so that each is planned once. */
const budgets: readonly number[] = [512, 2048];

/** That a home on the way has the words, where words are asked for and the index of words does not name it. */
export function hasWords(alias: string, filter: TextFilter | null, bind: Bind): string | null {
  if (filter === null || filter.by === "ids" || filter.words === null) return null;
  const words = bind(filter.words, "tsquery");
  return `exists (select from listing_text t where t.id = ${alias}.id and t.words @@ ${words} offset 0)`;
}

/**
 * What search rows are read from. Those that the index of words names are looked up by their ids before anything else is
 * asked: an index of the place would compare each of its homes with each id. Two boxes are read one behind the other: homes
 * of the one or the other would be looked for in the whole world.
 */
export function searchRows(filter: TextFilter | null, boxes: readonly Box[] | null, bind: Bind): string {
  if (filter?.by === "ids") {
    if (filter.found)
      return `(select n.* from listing_search n where n.id = any(${bind(filter.found, "uuid[]")}) offset 0)`;
    const [query, most] = [bind(filter.query, "tsquery"), bind(filter.most, "int")];
    return `(select n.* from listing_search n where n.id = any(array(select listing_text_ids(${query}, ${most}))) offset 0)`;
  }
  if (boxes?.length !== 2) return "listing_search";
  return `(${boxes.map((box) => `select n.* from listing_search n where ${isWithin([box], bind, "n")}`).join(" union all ")})`;
}

/** For the shape: whether homes are named, and by whom. */
export function namedLetter(filter: TextFilter | null): string {
  if (filter?.by !== "ids") return "";
  return filter.found ? "f" : "t";
}
