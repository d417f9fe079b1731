import type pg from "pg";
import { type SummaryRow, summaryOf } from "../listing-row.ts";
import { idsText, levelMarks, wordsText } from "./text-statements.ts";

export interface TextSearch {
  /** Words that homes have: nothing is corrected here. */
  readonly q: string;
  readonly city: string | undefined;
  readonly limit: number;
}

interface Word {
  readonly word: string;
  readonly documents: number;
  readonly heads: number;
}

/** Homes that have the words in their title, neighbourhood or city, then those that only have them elsewhere. */
export async function searchByText(pool: pg.Pool, { q, city, limit }: TextSearch): Promise<object> {
  const values = [q, city ?? null, levelMarks];
  const { rows: found } = await pool.query<Word>({ name: "text_words", text: wordsText, values });
  const of = (mark: string) => found.filter(({ word }) => word.startsWith(mark));
  const [places, levels] = [of("@"), of("~")];
  const words = found.filter(({ word }) => !/^[@~]/.test(word));
  const fewest = (count: "documents" | "heads") =>
    Math.min(...places.map(({ documents }) => documents), ...words.map((word) => word[count]));
  const named = places.filter(({ word }) => word !== "@").map(({ word }) => lexeme(word));
  const all = (mark: string) => words.map(({ word }) => `(${lexeme(mark + word)})`).join(" & ");
  const tiers = [
    { query: [all("."), ...named].join(" & "), documents: fewest("heads") },
    { query: [all(""), `!(${all(".")})`, ...named].join(" & "), documents: fewest("documents") },
  ] as const;
  const homes = places.at(-1)?.documents ?? 0;
  const rows: SummaryRow[] = [];
  for (const tier of tiers) {
    const wanted = limit + 1 - rows.length;
    if (wanted > 0) rows.push(...(await findTier(pool, { ...tier, homes, levels, city, wanted })));
  }
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map((row) => ({
      ...summaryOf(row),
      price: { nightly: { amount: row.nightlyPriceMinor, currency: row.currency } },
    })),
    nextCursor: last ? Buffer.from(JSON.stringify([last.avgRating, last.id])).toString("base64url") : null,
    hasMore: last !== undefined,
  };
}

interface Tier {
  readonly query: string;
  /** In how many homes the rarest of the words is. */
  readonly documents: number;
  /** In the world, and how many of each quality. */
  readonly homes: number;
  readonly levels: readonly Word[];
  readonly city: string | undefined;
  readonly wanted: number;
}

/** Of many homes the best, first some 60 of them, then 16 times as many; at last all. */
async function findTier(pool: pg.Pool, { city, wanted, ...tier }: Tier): Promise<readonly SummaryRow[]> {
  const place = city === undefined ? [] : [city];
  const kind = city === undefined ? "world" : "city";
  for (const query of queriesOf(tier, wanted * 3)) {
    const values = [query, ...place];
    const text = idsText(city !== undefined);
    const { rows } = await pool.query<SummaryRow>({ name: `text_ids_${kind}`, text, values });
    if (rows.length >= wanted || query === tier.query) return rows.slice(0, wanted);
  }
  return [];
}

function queriesOf({ query, documents, homes, levels }: Omit<Tier, "city" | "wanted">, least: number): string[] {
  const queries: string[] = [];
  if (documents <= least * 2) return [query];
  let [wanted, better] = [least, 0];
  for (const [index, level] of levels.entries()) {
    better += level.documents;
    const named = (documents * better) / homes;
    if (named < wanted) continue;
    if (named * 2 >= documents) break;
    const marks = levels.slice(0, index + 1).map(({ word }) => lexeme(word));
    queries.push(`${query} & (${marks.join(" | ")})`);
    wanted = named * 16;
  }
  return [...queries, query];
}

const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
