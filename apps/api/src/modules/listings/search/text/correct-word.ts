import { editDistance } from "./edit-distance.ts";

/** A word that homes have. */
export interface VocabWord {
  readonly word: string;
  readonly documents: number;
  /** Homes that have it in title, neighbourhood or city. */
  readonly heads: number;
}

/**
 * What a word that no home has was meant for: the nearest of the candidates, the more frequent of two. At most one slip
 * in four or five letters, two in more; short words and numbers are left alone.
 */
export function correctWord(word: string, candidates: readonly VocabWord[]): VocabWord | undefined {
  if (!isCorrectable(word)) return undefined;
  const most = Array.from(word).length <= 5 ? 1 : 2;
  return candidates
    .map((candidate) => ({ candidate, slips: editDistance(word, candidate.word) }))
    .filter(({ slips }) => slips <= most)
    .toSorted((a, b) => a.slips - b.slips || b.candidate.documents - a.candidate.documents || order(a, b))
    .at(0)?.candidate;
}

export const isCorrectable = (word: string): boolean => Array.from(word).length >= 4 && !/\p{N}/u.test(word);

const order = (a: { readonly candidate: VocabWord }, b: { readonly candidate: VocabWord }): number =>
  a.candidate.word < b.candidate.word ? -1 : 1;
