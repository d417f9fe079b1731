import type { Bind } from "../search-place.ts";

/** Words of homes, as Postgres takes them. */
export interface TextQuery {
  readonly query: string;
  /** In at most so many homes, as far as it was counted. */
  readonly documents: number;
}

/**
 * How homes with the words are found. `ids`: all that the index of words has (or `most` of them), then the rest is asked
 * of each. `probe`: each home that passes the rest is asked for its words. `walk`: so are the first `budget` homes of the
 * order; what fills no page then is no answer yet.
 */
export type TextFilter =
  | { readonly by: "ids"; readonly query: string; readonly most: number | null }
  | { readonly by: "probe"; readonly query: string }
  | { readonly by: "walk"; readonly query: string; readonly budget: number };

export interface Way {
  /** Of the searched place, as far as they were counted. */
  readonly homes: number;
  /** An index has the order; where none has it, every home of the place is looked at anyway. */
  readonly isWalked: boolean;
}

/**
 * Words of few homes come from their index, those of many from the order: a page of 20 is full after `20 * homes /
 * documents` homes. Both cost about the same where a word is in a few times the square root of all homes.
 */
export function filterFor({ query, documents }: TextQuery, { homes, isWalked }: Way): TextFilter {
  const few = 4 * Math.sqrt(homes);
  if (documents <= few) return { by: "ids", query, most: null };
  if (!isWalked) return { by: "probe", query };
  return { by: "walk", query, budget: budgets.find((budget) => budget >= few) ?? 8192 };
}

/** Few texts, so that each is planned once. */
const budgets: readonly number[] = [512, 2048];

/** That a row's home has the words. */
export function hasWords(alias: string, { query, ...filter }: TextFilter, bind: Bind): string {
  const words = bind(query, "tsquery");
  if (filter.by === "ids")
    return `${alias}.id = any(array(select listing_text_ids(${words}, ${bind(filter.most, "int")})))`;
  return `exists (select from listing_text t where t.id = ${alias}.id and t.words @@ ${words} offset 0)`;
}
