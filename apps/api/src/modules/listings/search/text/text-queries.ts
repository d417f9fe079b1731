import type { VocabWord } from "./correct-word.ts";
import type { MapCell } from "./map-cells.ts";
import type { TextQuery } from "./text-filter.ts";

/** What was asked for, and in how many homes each of it is. */
export interface Asked {
  /** One word of each group; null where no words were asked for. */
  readonly groups: readonly (readonly VocabWord[])[] | null;
  /** One mark of each group. */
  readonly marks: readonly (readonly VocabWord[])[];
  /** The city before the country, and last every home's mark. */
  readonly places: readonly VocabWord[];
  /** Of a box or a circle. */
  readonly cells: readonly (MapCell & { readonly documents: number })[] | null;
}

export interface TextQueries {
  /** All words, anywhere in a home. */
  readonly whole: TextQuery;
  /** All of them in title, neighbourhood or city; and the homes of `whole` that are not among those. */
  readonly head: TextQuery;
  readonly rest: TextQuery;
}

/** What was asked for as Postgres takes it. */
export function textQueries({ groups, marks, places, cells }: Asked): TextQueries {
  const named = [
    ...marks.map((group) => anyOf(group.map(({ word }) => word))),
    ...places.filter(({ word }) => word !== everyHome).map(({ word }) => lexeme(word)),
    ...(cells ? [anyOf(cells.map(({ mark }) => mark))] : []),
  ];
  const [words, heads] = [groups && eachOf(groups, ""), groups && eachOf(groups, headMark)];
  const worldwide = Math.max(places.at(-1)?.documents ?? 0, 1);
  const here = cells ? [homesIn(cells)] : [];
  const counted = (count: (word: VocabWord) => number) => {
    const told = [...(groups ?? []).map(sumOf(count)), ...marks.map(sumOf((mark) => mark.documents)), ...here];
    const [place, ...around] = places.map(({ documents }) => documents);
    return {
      documents: Math.min(...told, ...(place === undefined ? [] : [place]), ...around),
      byChance: [...told, place ?? 0].reduce((homes, part) => (homes * part) / worldwide, worldwide),
    };
  };
  const queryOf = (parts: readonly string[], counts: ReturnType<typeof counted>): TextQuery => {
    const query = [...parts, ...named].join(" & ");
    return { query: query === "" ? lexeme(everyHome) : query, words: parts.join(" & ") || null, ...counts };
  };
  const all = counted((word) => word.documents);
  const whole = queryOf(words === null ? [] : [words], all);
  if (words === null || heads === null) return { whole, head: whole, rest: whole };
  return {
    whole,
    head: queryOf(
      [heads],
      counted((word) => word.heads),
    ),
    rest: queryOf([words, `!(${heads})`], all),
  };
}

const sumOf = (count: (word: VocabWord) => number) => (group: readonly VocabWord[]) =>
  group.reduce((sum, word) => sum + count(word), 0);

/** About how many homes stand in the parts of the cells that a box covers. */
export const homesIn = (cells: readonly (MapCell & { readonly documents: number })[]): number =>
  Math.ceil(cells.reduce((sum, { share, documents }) => sum + share * documents, 0));

const everyHome = "@";
const headMark = ".";

/** No word has this letter. */
const nothing = "'!'";

function eachOf(groups: readonly (readonly VocabWord[])[], mark: string): string {
  if (groups.length === 0) return nothing;
  return groups.map((group) => anyOf(group.map(({ word }) => mark + word))).join(" & ");
}

export const anyOf = (words: readonly string[]): string => `(${words.map(lexeme).join(" | ")})`;

const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
