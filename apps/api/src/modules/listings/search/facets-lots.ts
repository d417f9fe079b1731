import type { SearchedText } from "./text/find-text.ts";
import type { TextFilter } from "./text/text-filter.ts";
import { anyOf } from "./text/text-queries.ts";

export interface Bounds {
  /** So many homes are counted one by one. */
  readonly exact: number;
  /** Of more, so many at most and half of it at least, as far as it is known before. */
  readonly sample: number;
  /** Never are more looked at, whatever was expected. */
  readonly most: number;
}

export const usualBounds: Bounds = { exact: 2000, sample: 1500, most: 10_000 };

// What `search_marks` writes: `%3` and all above are any eighth of the homes.
const lastLot = 16;

/** Which lot is counted: one home of two to the power of it. Of a few homes lot 0, which has all of them. */
export const lotOf = (homes: number, { exact, sample }: Bounds): number =>
  homes <= exact ? 0 : Math.min(lastLot, Math.ceil(Math.log2(homes / sample)));

/** How the homes of a lot are found: by the index of words; null where their place has few, all of which are asked. */
export function homesOf(text: SearchedText, lot: number, { exact, most }: Bounds): TextFilter | null {
  const { query, words } = text.whole;
  if (lot > 0) return { by: "ids", query: query === everyHome ? lotsFrom(lot) : `${query} & ${lotsFrom(lot)}`, most };
  const inPlace = Math.min(text.homes, text.inBox ?? Number.POSITIVE_INFINITY);
  return words === null && inPlace <= exact ? null : { by: "ids", query, most };
}

// Asked for together with a lot it would only be read for nothing.
const everyHome = "'@'";

const lotsFrom = (lot: number): string =>
  anyOf(Array.from({ length: lastLot - lot + 1 }, (_, index) => `%${lot + index}`));

/** What was found in a lot. */
export interface Sample {
  readonly lot: number;
  /** Homes that the index of words named. */
  readonly named: number;
  /** Those of them that have everything that was asked for. */
  readonly count: number;
  /** There are more in the lot than are looked at. */
  readonly isCut: boolean;
  /** No wider lot than this one can be looked at as a whole. */
  readonly least: number;
}

// Where a lot has none, its neighbours may have so many.
const unseen = 8;
const leastShare = 8;
const mostWider = 4;
const narrower = 4;

/** The lot that tells more: a narrower one than what was too much, a wider one than what was too little; else the same. */
export function betterLot({ lot, named, count, isCut, least }: Sample, { sample }: Bounds): number {
  if (isCut) return Math.min(lastLot, lot + narrower);
  if (count * leastShare >= sample) return lot;
  // Where most homes fail what else was asked for, more would be read than it is worth.
  const wider = Math.min(sample / Math.max(count, unseen), (sample * mostWider) / Math.max(named, unseen));
  return Math.min(lot, Math.max(least, lot - Math.max(0, Math.floor(Math.log2(wider)))));
}
