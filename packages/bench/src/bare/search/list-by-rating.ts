import type pg from "pg";
import { type SummaryRow, summaryColumns, summaryOf } from "../listing-row.ts";

export interface RatingList {
  readonly city: string;
  readonly guests: number;
  readonly limit: number;
}

/** Homes of a city, the best rated first. */
export async function listByRating(pool: pg.Pool, { city, guests, limit }: RatingList): Promise<object> {
  const { rows } = await pool.query<SummaryRow>({ name: "by_rating", text, values: [city, guests, limit + 1] });
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

const text = `select ${summaryColumns} from (
    select s.id, s.rating, s.quality from listing_search s
    where s.published and s.city_key = (select search_fold($1)) and s.max_guests >= $2::int
    order by s.rating desc, s.quality desc, s.id desc limit $3::int
  ) p join listing l on l.id = p.id order by p.rating desc, p.quality desc, p.id desc`;
