import type pg from "pg";
import { type SummaryRow, summaryColumns, summaryOf } from "./listing-row.ts";

interface FoundRow extends SummaryRow {
  readonly id: string;
  readonly total: number;
  readonly seen: number;
  readonly bound: number;
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
const candidateCounts = [120, 480, 1920, 7680, 1_000_000] as const;

/** Homes of a city that are free for a stay of less than a week, by the stay's total. */
export async function searchListings(pool: pg.Pool, search: Search): Promise<object> {
  const nights = (Date.parse(search.checkOut) - Date.parse(search.checkIn)) / dayMs;
  const rows = await findPage(pool, search, nights);
  const page = rows.slice(0, search.limit);
  const last = rows.length > search.limit ? page.at(-1) : undefined;
  return {
    data: page.map((row) => ({
      ...summaryOf(row),
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

/** The likeliest homes are priced; more of them, while one behind them may still be cheaper than the page's last. */
async function findPage(pool: pg.Pool, search: Search, nights: number): Promise<readonly FoundRow[]> {
  const { city, checkIn, checkOut, guests, limit } = search;
  const ahead = Math.floor(Date.parse(checkIn) / dayMs) - Math.floor(Date.now() / dayMs);
  const values = [city, guests, nights, guestFeeBps, checkIn, checkOut, limit + 1, ahead, weekendsOf(search)];
  for (const count of candidateCounts) {
    const { rows } = await pool.query<FoundRow>({ name: `listing_search_${count}`, text: textFor(count), values });
    const last = rows[limit];
    const [first] = rows;
    if (!first || first.seen < count) return rows;
    const least = (nights * first.bound * (10_000 + guestFeeBps)) / 10_000 - nights - 4;
    if (last && last.total < least) return rows;
  }
  return [];
}

/** Friday and Saturday nights. */
function weekendsOf({ checkIn, checkOut }: Search): number {
  let nights = 0;
  for (let at = Date.parse(checkIn); at < Date.parse(checkOut); at += dayMs) {
    if (new Date(at).getUTCDay() >= 5) nights += 1;
  }
  return nights;
}

const days = "daterange($5::date, $6::date + s.preparation_days)";
const base = `(l.nightly_price_minor * $3::int
  + coalesce(l.weekend_price_minor - l.nightly_price_minor, 0) * $9::int + l.cleaning_fee_minor)`;

// The plan that Roost's search has, too, for homes that ask for no more than nights and cleaning, as those here do.
const textFor = (candidates: number) => `with c as materialized (
    select s.id, s.ks as bound from listing_search s
    where s.published and s.city_key = (select search_fold($1)) and s.max_guests >= $2::int
      and $3::int between s.min_nights and s.max_nights
      and s.advance_notice_days < $8::int and s.booking_window_days > $8::int + 1
      and not s.booked && ${days} and not s.blocked && daterange($5::date, $6::date)
      and (s.held is null or not s.held && ${days} or not exists (
        select from occupancy o where o.listing_id = s.id and o.occupied && ${days} and o.kind = 'hold'
          and o.expires_at > roost_now() offset 0))
      and not s.has_rule and s.currency = (
        select f.currency from listing_search f where f.published and f.city_key = (select search_fold($1))
        order by f.currency limit 1)
    order by s.ks, s.id limit ${candidates}
  ), p as (
    select t.id, t.total from (
      select c.id, (
        select ${base} + round((${base} * $4::bigint)::float8 / 10000)::bigint
          + greatest($2::int - l.included_guests, 0) * l.extra_guest_fee_minor * $3::int
        from listing l where l.id = c.id) as total
      from c offset 0) t
    order by t.total, t.id limit $7::int
  ), m as (select count(*) as seen, max(bound) as bound from c)
  select m.seen, m.bound, ${summaryColumns}, p.total
  from m cross join p join listing l on l.id = p.id order by p.total, p.id`;
