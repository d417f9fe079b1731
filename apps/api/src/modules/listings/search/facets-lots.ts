import type { SearchedText } from "./text/find-text.ts";
import type { TextFilter } from "./text/text-filter.ts";
import { lexeme } from "./text/text-queries.ts";

export interface Bounds {
  /** So many homes are counted one by one. */
  readonly exact: number;
  /** Of more, so many at most and half of it at least, as far as it is known before. */
  readonly sample: number;
  /** The index of words names no more of a sample, and no more are counted, whatever was expected. */
  readonly most: number;
  /** So many are counted one by one where a sample of them says too little. */
  readonly countable: number;
  /** The lots there are: multiples of `step`. */
  readonly step: number;
  readonly lastLot: number;
}

const looked = { exact: 2000, most: 10_000, countable: 16_384 } as const;

/** Of lots in the index of words, which `search_marks` writes: `%3` are any eighth of the homes. */
export const usualBounds: Bounds = { ...looked, sample: 1500, step: 1, lastLot: 16 };

/** Of lots that have an index of points of their own (`in_lot`): a quarter, a sixteenth … of the homes. */
const mapBounds: Bounds = { ...looked, sample: 2000, step: 2, lastLot: 10 };

/** A map of which nothing else is asked that the index of words knows, unless a city or country on it has fewer homes. */
export const isOfMap = ({ isTold, inBox, homes }: SearchedText): boolean => !isTold && inBox !== null && inBox <= homes;

export const boundsOf = (text: SearchedText): Bounds => (isOfMap(text) ? mapBounds : usualBounds);

/** Which lot is counted: one home of two to the power of it. Of a few homes lot 0, which has all of them. */
export const lotOf = (homes: number, bounds: Bounds): number =>
  homes <= bounds.exact ? 0 : lotFrom(Math.log2(homes / bounds.sample), bounds);

/** The next lot there is that has no more homes than this one. */
const lotFrom = (lot: number, { step, lastLot }: Bounds): number =>
  Math.max(0, Math.min(lastLot, Math.ceil(lot / step) * step));

/** No more homes of a lot than these are looked at. */
export const mostOf = (lot: number, { most, countable }: Bounds): number => (lot > 0 ? most : countable);

/**
 * How the homes of a lot are found: by the index of words; null on a map, and where their place has few, or nothing else says
 * that there are fewer, and all of the place are asked.
 */
export function homesOf(text: SearchedText, lot: number, bounds: Bounds): TextFilter | null {
  const { query, words, documents } = text.whole;
  const most = mostOf(lot, bounds);
  if (isOfMap(text)) return null;
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
  /** Homes of the lot, whatever else was asked: as far as they were counted. */
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

/** Fewer homes of a lot than this tell too little. */
export const leastTelling = ({ sample }: Bounds): number => sample / leastShare;

/** The lot that tells more: a narrower one than what was too much, a wider one than what was too little; else the same. */
export function betterLot({ lot, named, count, isCut, ...all }: Sample, bounds: Bounds): number {
  const { least, documents } = all;
  const { sample, countable } = bounds;
  if (isCut) return lotFrom(lot + narrower, bounds);
  if (count >= leastTelling(bounds)) return lot;
  if (least === 0 && documents < countable) return 0;
  // Where most homes fail what else was asked for, more would be read than it is worth.
  const wider = Math.min(sample / Math.max(count, unseen), (sample * mostWider) / Math.max(named, unseen));
  return Math.min(lot, Math.max(least, lotFrom(lot - Math.max(0, Math.floor(Math.log2(wider))), bounds)));
}
