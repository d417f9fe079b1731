import type { VocabWord } from "./correct-word.ts";
import type { TextQuery } from "./text-filter.ts";
import { lexeme } from "./text-queries.ts";

/** How many homes are at least of a quality. */
export type Level = VocabWord;

// What `quality_level` gives above a home without reviews, from the best to the worst. Those that no home has are among
// them, since a home may be newer than what was counted.
export const levelMarks: readonly string[] = Array.from(
  { length: 35 },
  (_, index) => `~${String(35 - index).padStart(2, "0")}`,
);

export interface Best {
  readonly query: string;
  /** About so many homes are among the best that are asked, as far as it was counted. */
  readonly homes: number;
}

interface Levels {
  readonly levels: readonly Level[];
  /** In the world. */
  readonly homes: number;
  /** How many homes are looked at first. */
  readonly least: number;
}

const growth = 6;
// Things that are asked for together have to do with each other, or have not: about halfway.
const leastShare = 16;

/**
 * The best of the homes that a query names, first few of them, then more; none where it names few anyway. What many homes
 * have needs no look at all of them, since a page shows the best.
 */
export function bestFirst(
  { query, documents, byChance }: TextQuery,
  { levels, homes, least }: Levels,
): readonly Best[] {
  const all = Math.max(byChance, documents / leastShare);
  const steps: Best[] = [];
  let wanted = least;
  for (const { word, documents: better } of levels) {
    const named = (all * better) / Math.max(homes, 1);
    if (named < wanted) continue;
    // Then all of them may be asked at once.
    if (named * 2 >= all) break;
    steps.push({ query: `${query} & ${lexeme(word)}`, homes: named });
    wanted = named * growth;
  }
  return steps;
}
