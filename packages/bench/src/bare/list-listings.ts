import type pg from "pg";
import { type ListingRow, listingColumns, plainOf } from "./listing-row.ts";

export interface List {
  readonly city: string;
  readonly guests: number;
  readonly limit: number;
}

/** Homes of a city by the price of a night. */
export async function listListings(pool: pg.Pool, { city, guests, limit }: List): Promise<object> {
  const { rows } = await pool.query<ListingRow>({ name: "listing_list", text, values: [city, guests, limit + 1] });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const position = last && [last.currency, last.nightlyPriceMinor, last.id];
  return {
    data: page.map((row) => ({
      ...plainOf(row),
      price: { nightly: { amount: row.nightlyPriceMinor, currency: row.currency } },
    })),
    nextCursor: position ? Buffer.from(JSON.stringify(position)).toString("base64url") : null,
    hasMore: last !== undefined,
  };
}

const text = `select ${listingColumns} from listing l
  where l.status = 'published' and lower(l.city) = lower($1) and l.max_guests >= $2::int
  order by l.currency, l.nightly_price_minor, l.id limit $3::int`;
