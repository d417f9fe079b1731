import type pg from "pg";
import type { Title } from "./draws.ts";

/**
 * Titles of homes as words to search for. Those that few homes have are left out: what they may be misspelt for is looked
 * for, too, which the bare server does not do.
 */
export async function tellingTitles(client: pg.Client, ids: readonly string[]): Promise<readonly Title[]> {
  const text = "select title, city from listing where id = any($1::uuid[]) order by id";
  const { rows } = await client.query<{ title: string; city: string }>(text, [ids]);
  const titles = rows.map(({ title, city }) => ({ words: wordsOf(title), city }));
  const all = [...new Set(titles.flatMap(({ words }) => words))];
  const found = await client.query<{ word: string }>(frequentText, [all]);
  const frequent = new Set(found.rows.map(({ word }) => word));
  return titles.map(({ words, city }) => ({ words: words.filter((word) => frequent.has(word)), city }));
}

/** Of five letters and more: shorter ones are mostly those that say nothing. */
const wordsOf = (title: string): readonly string[] => title.match(/\p{L}{5,}/gu) ?? [];

const frequentText = `select w.word from unnest($1::text[]) w (word)
  where not exists (
    select from unnest(search_words(w.word)) part left join vocab v on v.lexeme = part
    where v.documents is null or v.documents <= 3 + (select documents from vocab where lexeme = '@') / 10000)`;
