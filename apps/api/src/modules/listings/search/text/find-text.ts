import type { SearchListingsInput } from "@roost/contract";
import type { Sql } from "../../../../platform/sql.ts";
import type { Box } from "../search-place.ts";
import { type Level, levelMarks } from "./best-first.ts";
import type { VocabWord } from "./correct-word.ts";
import { cellsOf } from "./map-cells.ts";
import { type Marked, marksFor } from "./marks-for.ts";
import { readWords } from "./read-words.ts";
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

/** Reads what somebody asked for, and in how many homes each of it is. */
export async function findText(sql: Sql, { q, city, country, boxes, ...marked }: Wish): Promise<SearchedText> {
  const areas = boxes && cellsOf(boxes);
  const wanted = marksFor(marked);
  const marks = [...wanted, ...(areas ?? []).map(({ mark }) => mark), ...levelMarks];
  const rows = await sql.all<VocabWord>("text_words", wordsText, [q ?? "", city ?? null, country ?? null, marks]);
  const counts = new Map(rows.map((row) => [row.word, row]));
  const counted = (word: string) => counts.get(word) ?? { word, documents: 0, heads: 0 };
  const places = rows.filter(({ word }) => word.startsWith("@"));
  const cells = areas && areas.map((area) => ({ ...area, documents: counted(area.mark).documents }));
  const worldwide = places.at(-1)?.documents ?? 0;
  const words = q === undefined ? null : await readWords(sql, typedIn(rows), worldwide);
  return {
    ...textQueries({ words, marks: wanted.map(counted), places, cells }),
    isTold: isTold({ q, ...marked }),
    homes: places[0]?.documents ?? 0,
    worldwide,
    inBox: cells && homesIn(cells),
    levels: levelMarks.map(counted),
  };
}

/** Whether more than a place is asked for that the index of words knows. */
export const isTold = ({ q, ...marked }: Pick<Wish, "q"> & Marked): boolean =>
  q !== undefined || marksFor(marked).length > 0;

const typedIn = (rows: readonly VocabWord[]): readonly VocabWord[] =>
  withoutStopWords(rows.filter(({ word }) => !/^[@#^~+=$]/.test(word)));

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
