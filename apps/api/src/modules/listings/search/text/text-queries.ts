import type { VocabWord } from "./correct-word.ts";
import type { MapCell } from "./map-cells.ts";
import type { ReadWords, WordGroups } from "./read-words.ts";
import type { TextQuery } from "./text-filter.ts";

/** What was asked for, and in how many homes each of it is. */
export interface Asked {
  /** Null where no words were asked for. */
  readonly words: ReadWords | null;
  readonly marks: readonly VocabWord[];
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
  /** Homes that have what rare words are probably misspelt for, without those of `whole`; null where none is. */
  readonly probable: TextQuery | null;
}

/** What was asked for as Postgres takes it. */
export function textQueries({ words, marks, places, cells }: Asked): TextQueries {
  const named = [
    ...marks.map(({ word }) => lexeme(word)),
    ...places.filter(({ word }) => word !== everyHome).map(({ word }) => lexeme(word)),
    ...(cells ? [anyOf(cells.map(({ mark }) => mark))] : []),
  ];
  const worldwide = Math.max(places.at(-1)?.documents ?? 0, 1);
  const here = cells ? [homesIn(cells)] : [];
  const counted = (groups: WordGroups, count: (word: VocabWord) => number) => {
    const told = [...groups.map(sumOf(count)), ...marks.map(inAll), ...here];
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
  if (words === null) {
    const whole = queryOf([], counted([], inAll));
    return { whole, head: whole, rest: whole, probable: null };
  }
  const { groups, probable } = words;
  const [said, inHead, all] = [eachOf(groups, ""), eachOf(groups, headMark), counted(groups, inAll)];
  return {
    whole: queryOf([said], all),
    head: queryOf([inHead], counted(groups, inHeads)),
    rest: queryOf([said, `!(${inHead})`], all),
    probable: probable && queryOf([eachOf(probable, ""), `!(${said})`], counted(probable, inAll)),
  };
}

const inAll = ({ documents }: VocabWord): number => documents;
const inHeads = ({ heads }: VocabWord): number => heads;

const sumOf = (count: (word: VocabWord) => number) => (group: readonly VocabWord[]) =>
  group.reduce((sum, word) => sum + count(word), 0);

/** About how many homes stand in the parts of the cells that a box covers. */
export const homesIn = (cells: readonly (MapCell & { readonly documents: number })[]): number =>
  Math.ceil(cells.reduce((sum, { share, documents }) => sum + share * documents, 0));

const everyHome = "@";
const headMark = ".";

/** No word has this letter. */
const nothing = "'!'";

function eachOf(groups: WordGroups, mark: string): string {
  if (groups.length === 0) return nothing;
  return groups.map((group) => anyOf(group.map(({ word }) => mark + word))).join(" & ");
}

const anyOf = (words: readonly string[]): string => `(${words.map(lexeme).join(" | ")})`;

export const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
