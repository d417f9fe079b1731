import type { SearchListingsInput } from "@roost/contract";
import type { Sql } from "../../../../platform/sql.ts";
import type { Box } from "../search-place.ts";
import { type Level, levelMarks } from "./best-first.ts";
import { correctWord, isCorrectable, type VocabWord } from "./correct-word.ts";
import { cellsOf } from "./map-cells.ts";
import { type Marked, markGroups } from "./mark-groups.ts";
import { withoutStopWords } from "./stop-words.ts";
import { homesIn, type TextQueries, textQueries } from "./text-queries.ts";

/** What a search asks for, as the index of words has it. */
export interface SearchedText extends TextQueries {
  /** More is asked for than a place. */
  readonly isTold: boolean;
  /** Homes of the searched city, else of the country, else of the world. */
  readonly homes: number;
  /** About so many stand in the searched box or circle. */
  readonly inBox: number | null;
  readonly worldwide: number;
  /** Marks of better homes before those of worse ones. */
  readonly levels: readonly Level[];
}

interface Wish extends Pick<SearchListingsInput, "q" | "city" | "country">, Marked {
  readonly boxes: readonly Box[] | null;
}

/**
 * Reads what somebody asked for. A word that no home has is taken for the beginning of one, if it is the last, or for a
 * misspelt one; else it stays, and finds nothing.
 */
export async function findText(sql: Sql, { q, city, country, boxes, ...marked }: Wish): Promise<SearchedText> {
  const areas = boxes && cellsOf(boxes);
  const wanted = markGroups(marked);
  const marks = [...wanted.flat(), ...(areas ?? []).map(({ mark }) => mark), ...levelMarks];
  const rows = await sql.all<VocabWord>("text_words", wordsText, [q ?? "", city ?? null, country ?? null, marks]);
  const counts = new Map(rows.map((row) => [row.word, row]));
  const counted = (word: string) => counts.get(word) ?? { word, documents: 0, heads: 0 };
  const places = rows.filter(({ word }) => word.startsWith("@"));
  const cells = areas && areas.map((area) => ({ ...area, documents: counted(area.mark).documents }));
  const groups = q === undefined ? null : await groupsOf(sql, rows);
  return {
    ...textQueries({ groups, marks: wanted.map((group) => group.map(counted)), places, cells }),
    isTold: isTold({ q, ...marked }),
    homes: places[0]?.documents ?? 0,
    worldwide: places.at(-1)?.documents ?? 0,
    inBox: cells && homesIn(cells),
    levels: levelMarks.map(counted),
  };
}

/** Whether more than a place is asked for that the index of words knows. */
export const isTold = ({ q, ...marked }: Pick<Wish, "q"> & Marked): boolean =>
  q !== undefined || markGroups(marked).length > 0;

// Marks come behind the words: places (every home's last), then the others.
const wordsText = `with asked as (
    select word, min(nth) as nth from unnest(search_words($1)) with ordinality w (word, nth) group by word
    union all
    select word, 1000 + nth from unnest(array['@' || search_fold($2), '@' || $3, '@'] || $4::text[]) with ordinality p (word, nth)
    where word is not null
  )
  select a.word, coalesce(v.documents, 0) as documents, coalesce(h.documents, 0) as heads
  from asked a left join vocab v on v.lexeme = a.word
  left join vocab h on a.nth < 1000 and h.lexeme = '.' || a.word order by a.nth`;

/** What the words that were typed stand for, one group for each. */
async function groupsOf(sql: Sql, rows: readonly VocabWord[]): Promise<readonly (readonly VocabWord[])[]> {
  const words = withoutStopWords(rows.filter(({ word }) => !/^[@#^~+=$]/.test(word)));
  const meant = await meantBy(sql, words);
  return words.map((word) => meant.get(word.word) ?? [word]);
}

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
