import type { SearchListingsInput } from "@roost/contract";
import type { Sql } from "../../../../platform/sql.ts";
import { correctWord, isCorrectable, type VocabWord } from "./correct-word.ts";
import { withoutStopWords } from "./stop-words.ts";
import type { TextQuery } from "./text-filter.ts";
import { textQueries } from "./text-queries.ts";

/** What somebody typed, as words that homes have. */
export interface SearchedText {
  /** All words, anywhere in a home. */
  readonly whole: TextQuery;
  /** All of them in title, neighbourhood or city; and the homes of `whole` that are not among those. */
  readonly head: TextQuery;
  readonly rest: TextQuery;
  /** Homes of the searched city, else of the country, else of the world. */
  readonly homes: number;
}

type Place = Pick<SearchListingsInput, "city" | "country">;

/**
 * Reads what somebody typed. A word that no home has is taken for the beginning of one, if it is the last, or for a
 * misspelt one; else it stays, and finds nothing.
 */
export async function findText(sql: Sql, q: string, { city, country }: Place): Promise<SearchedText> {
  const rows = await sql.all<VocabWord>("text_words", wordsText, [q, city ?? null, country ?? null]);
  const places = rows.filter(({ word }) => word.startsWith(placeMark));
  const words = withoutStopWords(rows.filter(({ word }) => !word.startsWith(placeMark)));
  const meant = await meantBy(sql, words);
  const groups = words.map((word) => meant.get(word.word) ?? [word]);
  return textQueries(groups, places);
}

const placeMark = "@";

// Places come behind the words, the mark of every home last.
const wordsText = `with asked as (
    select word, min(nth) as nth from unnest(search_words($1)) with ordinality w (word, nth) group by word
    union all
    select word, 1000 + nth from unnest(array['@' || search_fold($2), '@' || $3, '@']) with ordinality p (word, nth)
    where word is not null
  )
  select a.word, coalesce(v.documents, 0) as documents, coalesce(h.documents, 0) as heads
  from asked a left join vocab v on v.lexeme = a.word left join vocab h on h.lexeme = '.' || a.word order by a.nth`;

/** So many unknown words are looked up at most: who types more of them finds nothing. */
const maxUnknown = 5;

/** For words that vocab does not have: what they stand for, if anything. */
async function meantBy(sql: Sql, words: readonly VocabWord[]): Promise<ReadonlyMap<string, readonly VocabWord[]>> {
  const unknown = words.filter(({ documents }) => documents <= 0).map(({ word }) => word);
  const meant = new Map<string, readonly VocabWord[]>();
  if (unknown.length === 0 || unknown.length > maxUnknown) return meant;
  const last = words.at(-1)?.word;
  const begins = unknown.map((word) => word === last && isBeginning(word));
  const values = [unknown, begins, unknown.map(isCorrectable)];
  for (const { word, begun, alike } of await sql.all<Unknown>("text_unknown", unknownText, values)) {
    const corrected = correctWord(word, alike ?? []);
    if (begun) meant.set(word, begun);
    else if (corrected) meant.set(word, [corrected]);
  }
  return meant;
}

interface Unknown {
  readonly word: string;
  /** Words that begin so. */
  readonly begun: readonly VocabWord[] | null;
  /** Words that resemble it. */
  readonly alike: readonly VocabWord[] | null;
}

const isBeginning = (word: string): boolean => /^[^\p{N}]{3,}$/u.test(word);

const asVocabWord = (alias: string) => `jsonb_build_object('word', ${alias}.word, 'documents', ${alias}.documents,
      'heads', coalesce((select h.documents from vocab h where h.lexeme = '.' || ${alias}.word), 0))`;

// A home may be newer than vocab: the index of words knows. Of beginnings the most frequent count.
const unknownText = `select a.word, b.words as begun,
    case when a.correctable and not i.indexed and b.words is null then (
      select jsonb_agg(${asVocabWord("l")}) from vocab_like(a.word) l) end as alike
  from unnest($1::text[], $2::boolean[], $3::boolean[]) a (word, begins, correctable)
  cross join lateral (select exists (select from listing_text_ids(('''' || a.word || '''')::tsquery, 1)) as indexed offset 0) i
  cross join lateral (select case when a.begins and not i.indexed then (
      select jsonb_agg(${asVocabWord("f")}) from (
        select v.lexeme as word, v.documents from vocab v
        where v.lexeme > a.word and v.lexeme < a.word || chr(1114111) and v.documents > 0
        order by v.documents desc, v.lexeme limit 8) f) end as words offset 0) b`;
