import type pg from "pg";
import { type SummaryRow, summaryOf } from "../listing-row.ts";
import { idsText, walkedText, walkText, wordsText } from "./text-statements.ts";

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
  const values = [q, city ?? null];
  const { rows: found } = await pool.query<Word>({ name: "text_words", text: wordsText, values });
  const words = found.filter(({ word }) => !word.startsWith("@"));
  const places = found.filter(({ word }) => word.startsWith("@"));
  const homes = places[0]?.documents ?? 0;
  const fewest = (count: "documents" | "heads") =>
    Math.min(...places.map(({ documents }) => documents), ...words.map((word) => word[count]));
  const named = places.filter(({ word }) => word !== "@").map(({ word }) => lexeme(word));
  const all = (mark: string) => words.map(({ word }) => `(${lexeme(mark + word)})`).join(" & ");
  const tiers = [
    { query: [all("."), ...named].join(" & "), documents: fewest("heads") },
    { query: [all(""), ...named, `!(${all(".")})`].join(" & "), documents: fewest("documents") },
  ] as const;
  const rows: SummaryRow[] = [];
  for (const tier of tiers) {
    const wanted = limit + 1 - rows.length;
    if (wanted > 0) rows.push(...(await findTier(pool, { ...tier, homes, city, wanted })));
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
  readonly homes: number;
  readonly city: string | undefined;
  readonly wanted: number;
}

const budgets: readonly number[] = [512, 2048];

/** Rare words from their index, frequent ones by asking each home in its order; where these run out, from the index. */
async function findTier(
  pool: pg.Pool,
  { query, documents, homes, city, wanted }: Tier,
): Promise<readonly SummaryRow[]> {
  const inCity = city !== undefined;
  const place = inCity ? [city] : [];
  const kind = inCity ? "city" : "world";
  const ask = async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    (await pool.query<Row>({ name: `${name}_${kind}`, text, values: [...values] })).rows;
  const fromIndex = async () =>
    (await ask<SummaryRow>("text_ids", idsText(inCity), [query, ...place])).slice(0, wanted);
  const few = 4 * Math.sqrt(homes);
  if (documents <= few) return fromIndex();
  const budget = budgets.find((one) => one >= few) ?? 8192;
  const rows = await ask<SummaryRow>(`text_walk_${budget}`, walkText(inCity, budget), [query, ...place]);
  if (rows.length >= wanted) return rows.slice(0, wanted);
  const [seen] = await ask<{ walked: number }>(`text_walked_${budget}`, walkedText(inCity, budget), place);
  return seen?.walked === budget ? fromIndex() : rows;
}

const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
