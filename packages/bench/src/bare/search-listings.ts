import type pg from "pg";
import { type ListingRow, listingColumns, plainOf } from "./listing-row.ts";

interface FoundRow extends ListingRow {
  readonly total: number;
}

export interface Search {
  readonly city: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: number;
  readonly limit: number;
}

const guestFeeBps = 1400;
const dayMs = 86_400_000;

/** Homes of a city that are free for a stay, by the stay's total. */
export async function searchListings(pool: pg.Pool, search: Search): Promise<object> {
  const { city, checkIn, checkOut, guests, limit } = search;
  const nights = (Date.parse(checkOut) - Date.parse(checkIn)) / dayMs;
  const values = [city, guests, nights, guestFeeBps, checkIn, checkOut, limit + 1];
  const { rows } = await pool.query<FoundRow>({ name: "listing_search", text, values });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map((row) => ({
      ...plainOf(row),
      price: {
        nightly: { amount: row.nightlyPriceMinor, currency: row.currency },
        total: { amount: row.total, currency: row.currency },
        nights,
      },
    })),
    nextCursor: last ? Buffer.from(JSON.stringify([last.currency, last.total, last.id])).toString("base64url") : null,
    hasMore: last !== undefined,
  };
}

const base = "(l.nightly_price_minor * $3::bigint + l.cleaning_fee_minor)";
const stay = "daterange($5::date, $6::date)";

// The plan that Roost's search has, too: price and rank bare ids, ask calendars in that order until the page is full,
// read the page's rows last. The time comes from the same statement.
const text = `select ${listingColumns}, p.total
  from (
    select r.* from (
      select c.* from (
        select l.id, l.currency, ${base} + round((${base} * $4::bigint)::float8 / 10000.0)::bigint as total
        from listing l
        where l.status = 'published' and lower(l.city) = lower($1) and l.max_guests >= $2::int
          and $3::int between l.min_nights and l.max_nights
        offset 0
      ) c order by c.currency, c.total, c.id offset 0
    ) r
    where not exists (
      select from occupancy o where o.listing_id = r.id and o.nights && ${stay}
        and (o.kind <> 'hold' or o.expires_at > roost_now()) offset 0
    ) and not exists (
      select from occupancy o where o.listing_id = r.id and o.occupied && ${stay}
        and o.kind in ('hold', 'booking') and (o.kind <> 'hold' or o.expires_at > roost_now()) offset 0
    )
    limit $7::int
  ) p join listing l on l.id = p.id order by p.currency, p.total, p.id`;
