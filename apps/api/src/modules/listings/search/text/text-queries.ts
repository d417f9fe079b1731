import type { VocabWord } from "./correct-word.ts";
import type { SearchedText } from "./find-text.ts";

/**
 * Words as Postgres takes them: one of each group, and all places. `places` begin with an at sign: the city before the
 * country, and last every home's mark.
 */
export function textQueries(groups: readonly (readonly VocabWord[])[], places: readonly VocabWord[]): SearchedText {
  const named = places.filter(({ word }) => word !== everyHome).map(({ word }) => lexeme(word));
  const [words, heads] = [all(groups, ""), all(groups, headMark)];
  const fewest = (count: (word: VocabWord) => number) =>
    Math.min(
      ...places.map(({ documents }) => documents),
      ...groups.map((group) => group.reduce((sum, word) => sum + count(word), 0)),
    );
  const [documents, headDocuments] = [fewest((word) => word.documents), fewest((word) => word.heads)];
  return {
    whole: { query: [words, ...named].join(" & "), documents },
    head: { query: [heads, ...named].join(" & "), documents: headDocuments },
    rest: { query: [words, ...named, `!(${heads})`].join(" & "), documents },
    homes: places[0]?.documents ?? 0,
  };
}

const everyHome = "@";
const headMark = ".";

/** No word has this letter. */
const nothing = "'!'";

function all(groups: readonly (readonly VocabWord[])[], mark: string): string {
  if (groups.length === 0) return nothing;
  return groups.map((group) => `(${group.map(({ word }) => lexeme(mark + word)).join(" | ")})`).join(" & ");
}

const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
