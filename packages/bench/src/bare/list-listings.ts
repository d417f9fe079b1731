import type pg from "pg";
import { type SummaryRow, summaryColumns, summaryOf } from "./listing-row.ts";

export interface List {
  readonly city: string;
  readonly guests: number;
  readonly limit: number;
}

/** Homes of a city by the price of a night. */
export async function listListings(pool: pg.Pool, { city, guests, limit }: List): Promise<object> {
  const { rows } = await pool.query<SummaryRow>({ name: "listing_list", text, values: [city, guests, limit + 1] });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const position = last && [last.currency, last.nightlyPriceMinor, last.id];
  return {
    data: page.map((row) => ({
      ...summaryOf(row),
      price: { nightly: { amount: row.nightlyPriceMinor, currency: row.currency } },
    })),
    nextCursor: position ? Buffer.from(JSON.stringify(position)).toString("base64url") : null,
    hasMore: last !== undefined,
  };
}

const text = `select ${summaryColumns} from (
    select s.id, s.currency, s.night from listing_search s
    where s.published and s.city_key = (select search_fold($1)) and s.max_guests >= $2::int
    order by s.currency, s.night, s.id limit $3::int
  ) p join listing l on l.id = p.id order by p.currency, p.night, p.id`;
