import type { Sql } from "../../../../platform/sql.ts";
import { correctWord, isCorrectable, type VocabWord } from "./correct-word.ts";

/** A group for each word that was typed: a home has one word of each group. */
export type WordGroups = readonly (readonly VocabWord[])[];

export interface ReadWords {
  readonly groups: WordGroups;
  /** With what rare words are probably misspelt for; null where none is. */
  readonly probable: WordGroups | null;
}

/**
 * What the words that were typed stand for. A word that no home has is taken for the beginning of one, if it is the last,
 * or for a misspelt one; else it stays, and finds nothing. A word that few homes have stays, since they may be meant.
 */
export async function readWords(sql: Sql, words: readonly VocabWord[], homes: number): Promise<ReadWords> {
  const meant = new Map<string, readonly VocabWord[]>();
  const probable = new Map<string, readonly VocabWord[]>();
  for (const { word, isIndexed, begun, alike } of await lookUp(sql, words, homes)) {
    const typed = words.find((one) => one.word === word) ?? { word, documents: 0, heads: 0 };
    const corrected = correctWord(word, isIndexed ? (alike ?? []).filter(isUsualBeside(typed)) : (alike ?? []));
    if (begun) meant.set(word, begun);
    else if (corrected && isIndexed) probable.set(word, [typed, corrected]);
    else if (corrected) meant.set(word, [corrected]);
  }
  const groups = words.map((word) => meant.get(word.word) ?? [word]);
  const isProbable = probable.size > 0;
  return {
    groups,
    probable: isProbable ? groups.map((group, at) => probable.get(words[at]?.word ?? "") ?? group) : null,
  };
}

/** So many words are looked up at most: who types more that no home has finds nothing. */
const mostAsked = 5;

/** Words that no home has or few have, as far as it was counted; none where all are frequent. */
async function lookUp(sql: Sql, words: readonly VocabWord[], homes: number): Promise<readonly LookedUp[]> {
  const unknown = words.filter(({ documents }) => documents <= 0).map(({ word }) => word);
  const rare = words.filter((word) => word.documents > 0 && isRare(word, homes)).map(({ word }) => word);
  const asked = [...unknown, ...rare].slice(0, mostAsked);
  if (asked.length === 0 || unknown.length > mostAsked) return [];
  const last = words.at(-1)?.word;
  const begins = asked.map((word) => word === last && isBeginning(word));
  return sql.all<LookedUp>("text_unknown", unknownText, [asked, begins, asked.map(isCorrectable)]);
}

interface LookedUp {
  readonly word: string;
  /** Homes have it. */
  readonly isIndexed: boolean;
  /** Words that begin so. */
  readonly begun: readonly VocabWord[] | null;
  /** Words that resemble it. */
  readonly alike: readonly VocabWord[] | null;
}

const isRare = ({ word, documents }: VocabWord, homes: number): boolean =>
  documents <= 3 + homes / 10_000 && isCorrectable(word);

/** Beside a word of so many homes, one of a few of them is probably a slip. */
const isUsualBeside =
  (typed: VocabWord) =>
  ({ documents }: VocabWord): boolean =>
    documents >= 20 * Math.max(typed.documents, 1);

const isBeginning = (word: string): boolean => /^[^\p{N}]{3,}$/u.test(word);

const asVocabWord = (alias: string) => `jsonb_build_object('word', ${alias}.word, 'documents', ${alias}.documents,
      'heads', coalesce((select h.documents from vocab h where h.lexeme = '.' || ${alias}.word), 0))`;

// A home may be newer than vocab: the index of words knows. Of beginnings the most frequent count.
const unknownText = `select a.word, i.indexed as "isIndexed", b.words as begun,
    case when a.correctable and b.words is null then (
      select jsonb_agg(${asVocabWord("l")}) from vocab_like(a.word) l) end as alike
  from unnest($1::text[], $2::boolean[], $3::boolean[]) a (word, begins, correctable)
  cross join lateral (select exists (select from listing_text_ids(('''' || a.word || '''')::tsquery, 1)) as indexed offset 0) i
  cross join lateral (select case when a.begins and not i.indexed then (
      select jsonb_agg(${asVocabWord("f")}) from (
        select v.lexeme as word, v.documents from vocab v
        where v.lexeme > a.word and v.lexeme < a.word || chr(1114111) and v.documents > 0
        order by v.documents desc, v.lexeme limit 8) f) end as words offset 0) b`;
