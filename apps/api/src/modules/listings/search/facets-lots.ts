import type { SearchedText } from "./text/find-text.ts";
import type { TextFilter } from "./text/text-filter.ts";
import { lexeme } from "./text/text-queries.ts";

export interface Bounds {
  /** So many homes are counted one by one. */
  readonly exact: number;
  /** Of more, so many at most and half of it at least, as far as it is known before. */
  readonly sample: number;
  /** Never are more of a sample looked at, whatever was expected. */
  readonly most: number;
  /** So many are counted one by one where a sample of them says too little. */
  readonly countable: number;
}

export const usualBounds: Bounds = { exact: 2000, sample: 1500, most: 10_000, countable: 16_384 };

// What `search_marks` writes: `%3` are any eighth of the homes.
const lastLot = 16;

/** Which lot is counted: one home of two to the power of it. Of a few homes lot 0, which has all of them. */
export const lotOf = (homes: number, { exact, sample }: Bounds): number =>
  homes <= exact ? 0 : Math.min(lastLot, Math.ceil(Math.log2(homes / sample)));

/** No more homes of a lot than these are looked at. */
export const mostOf = (lot: number, { most, countable }: Bounds): number => (lot > 0 ? most : countable);

/**
 * How the homes of a lot are found: by the index of words; null where their place has few, or nothing else says that there are
 * fewer, and all of the place are asked.
 */
export function homesOf(text: SearchedText, lot: number, bounds: Bounds): TextFilter | null {
  const { query, words, documents } = text.whole;
  const most = mostOf(lot, bounds);
  if (lot > 0) return { by: "ids", query: query === everyHome ? markOf(lot) : `${query} & ${markOf(lot)}`, most };
  const inPlace = Math.min(text.homes, text.inBox ?? Number.POSITIVE_INFINITY);
  const few = Math.max(bounds.exact, Math.min(documents, bounds.countable));
  return words === null && inPlace <= few ? null : { by: "ids", query, most };
}

// Asked for together with a lot it would only be read for nothing.
const everyHome = "'@'";

const markOf = (lot: number): string => lexeme(`%${lot}`);

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
  /** So many there are in all lots, before anything else is asked of them: as far as it was counted. */
  readonly documents: number;
}

// One word, amenity or place, and nothing else.
const isOneThing = (query: string): boolean => /^\(?'(?:[^'\\]|''|\\\\)*'\)?$/.test(query);

/**
 * For how many homes each of a lot stands. Where it was counted how many there are, the sample stands for just these; a box
 * has only parts of what was counted.
 */
export function homesOfEach({ named }: Pick<Sample, "named">, lot: number, { whole, inBox }: SearchedText): number {
  if (lot === 0 || named === 0 || inBox !== null || !isOneThing(whole.query)) return 2 ** lot;
  return Math.max(1, whole.documents / named);
}

// Where a lot has none, its neighbours may have so many.
const unseen = 8;
const leastShare = 8;
const mostWider = 4;
const narrower = 4;

/** The lot that tells more: a narrower one than what was too much, a wider one than what was too little; else the same. */
export function betterLot({ lot, named, count, isCut, ...all }: Sample, { sample, countable }: Bounds): number {
  const { least, documents } = all;
  if (isCut) return Math.min(lastLot, lot + narrower);
  if (count * leastShare >= sample) return lot;
  if (least === 0 && documents < countable) return 0;
  // Where most homes fail what else was asked for, more would be read than it is worth.
  const wider = Math.min(sample / Math.max(count, unseen), (sample * mostWider) / Math.max(named, unseen));
  return Math.min(lot, Math.max(least, lot - Math.max(0, Math.floor(Math.log2(wider)))));
}
