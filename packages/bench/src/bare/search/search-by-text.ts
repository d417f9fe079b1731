import type pg from "pg";
import { type SummaryRow, summaryOf } from "../listing-row.ts";
import { foundText, idsText, levelMarks, meetingText, walkText, wordsText } from "./text-statements.ts";

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
  const named = places.filter(({ word }) => word !== "@").map(({ word }) => lexeme(word));
  const all = (mark: string) => words.map(({ word }) => `(${lexeme(mark + word)})`).join(" & ");
  const worldwide = places.at(-1)?.documents ?? 0;
  const homes = places[0]?.documents ?? 0;
  const counted = (count: "documents" | "heads") => ({
    documents: Math.min(homes, ...words.map((word) => word[count])),
    byChance: words.reduce((sum, word) => (sum * word[count]) / worldwide, homes),
  });
  const tiers = [
    { query: [all("."), ...named].join(" & "), ...counted("heads") },
    { query: [all(""), `!(${all(".")})`, ...named].join(" & "), ...counted("documents") },
  ] as const;
  const rows: SummaryRow[] = [];
  for (const tier of tiers) {
    const wanted = limit + 1 - rows.length;
    const asked = { ...tier, worldwide, homes, levels, city, wanted };
    if (wanted > 0) rows.push(...(await findTier(pool, asked)));
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
  /** In how many homes the rarest of the words is, and all of them if they had nothing to do with each other. */
  readonly documents: number;
  readonly byChance: number;
  /** In the world, and how many are at least of each quality. */
  readonly worldwide: number;
  readonly levels: readonly Word[];
  /** Of the city. */
  readonly homes: number;
  readonly city: string | undefined;
  readonly wanted: number;
}

/** Of many homes the best, first some 100 of them, then six times as many; at last all. */
async function findTier(pool: pg.Pool, tier: Tier): Promise<readonly SummaryRow[]> {
  const { city, wanted } = tier;
  const place = city === undefined ? [] : [city];
  const kind = city === undefined ? "world" : "city";
  const ask = async (name: string, text: string, values: readonly unknown[]) =>
    (await pool.query<SummaryRow>({ name: `${name}_${kind}`, text, values: [...values, ...place] })).rows;
  const { named, ids } = await findMeeting(pool, tier);
  if (ids) return named === 0 ? [] : (await ask("text_found", foundText(city !== undefined), [ids])).slice(0, wanted);
  const byChance = Math.max(tier.byChance, Math.sqrt(named * tier.documents));
  const isFew = tier.documents <= fewRelevant;
  if (city !== undefined && !isFew && wanted * tier.homes <= 300 * byChance) {
    const rows = await ask("text_walk", walkText(), [tier.query]);
    if (rows.length >= wanted) return rows.slice(0, wanted);
  }
  for (const query of isFew ? [tier.query] : queriesOf({ ...tier, byChance }, wanted * 3)) {
    const rows = await ask("text_ids", idsText(city !== undefined), [query]);
    if (rows.length >= wanted || query === tier.query) return rows.slice(0, wanted);
  }
  return [];
}

const fewRelevant = 400;

interface Meeting {
  readonly named: number;
  readonly ids: readonly string[] | null;
}

/** The homes that have all words, if they are few; asked for where the words may meet seldom. */
async function findMeeting(pool: pg.Pool, { query, documents, byChance }: Tier): Promise<Meeting> {
  if (documents <= fewRelevant || byChance > fewRelevant) return { named: 0, ids: null };
  const values = [query, fewRelevant + 1, fewRelevant];
  const { rows } = await pool.query<Meeting>({ name: "text_meeting", text: meetingText, values });
  const [row] = rows;
  if (!row) throw new Error("a count is one row");
  return row;
}

function queriesOf({ query, documents, byChance, worldwide, levels }: Tier, least: number): string[] {
  const queries: string[] = [];
  const all = Math.max(byChance, documents / 16);
  let wanted = least;
  for (const { word, documents: better } of levels) {
    const named = (all * better) / worldwide;
    if (named < wanted) continue;
    if (named * 2 >= all) break;
    queries.push(`${query} & ${lexeme(word)}`);
    wanted = named * 6;
  }
  return [...queries, query];
}

const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, "$&$&")}'`;
