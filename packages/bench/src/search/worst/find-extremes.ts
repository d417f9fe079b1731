import type pg from "pg";

/** What there is most and least of in a database, for those who want to ask the hardest. */
export interface Extremes {
  /** What most homes are paid in. */
  readonly currency: string;
  /** The city with the most homes, and the word that most of them have, its name apart. */
  readonly city: { readonly name: string; readonly currency: string; readonly word: string };
  /** The three amenities that the fewest homes have, the rarest first. */
  readonly rareAmenities: readonly string[];
  /** The two words that most homes have. */
  readonly words: readonly [string, string];
}

export async function findExtremes(client: pg.Client): Promise<Extremes> {
  const list = async (text: string, values: readonly string[] = []) =>
    (await client.query<{ value: string }>(text, [...values])).rows.map(({ value }) => value);
  const [currency] = await list(currencyText);
  const { rows } = await client.query<{ name: string; currency: string }>(cityText);
  const [city] = rows;
  const [[first, second], rareAmenities] = [await list(wordsText), await list(amenitiesText)];
  const [word] = city ? await list(cityWordText, [city.name]) : [];
  if (currency === undefined || !city || word === undefined || first === undefined || second === undefined)
    throw new Error("there are too few homes to ask for extremes");
  return { currency, city: { ...city, word }, rareAmenities, words: [first, second] };
}

const currencyText = "select currency as value from listing group by currency order by count(*) desc, currency limit 1";

const cityText = `select city as name, currency from listing
  group by country, city, currency order by count(*) desc, city limit 1`;

const amenitiesText = `select code as value from listing cross join unnest(amenities) code
  group by code order by count(*), code limit 3`;

// Of five letters and more: shorter ones are mostly those that say nothing. What is no word has other signs.
const isWord = "~ '^[a-z]{5,}$'";

const wordsText = `select lexeme as value from vocab where lexeme ${isWord} order by documents desc, lexeme limit 2`;

// All homes of a city have its name.
const cityWordText = `select word as value
  from ts_stat(format('select words from listing_text where id in (select id from listing where city = %L)', $1::text))
  where word ${isWord} and word <> all(search_words($1::text)) order by ndoc desc, word limit 1`;
