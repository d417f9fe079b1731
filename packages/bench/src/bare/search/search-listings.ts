import type pg from "pg";
import { type SummaryRow, summaryOf } from "../listing-row.ts";
import { nextCurrencyText, totalText } from "./total-text.ts";

export interface Search {
  readonly city: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: number;
  readonly currency: string | undefined;
  readonly limit: number;
}

interface FoundRow extends SummaryRow {
  readonly total: number;
}

const guestFeeBps = 1400;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const longStayNights = 7;
const longNights = 90;
const candidateCounts = [84, 210, 480, 1920, 7680, null] as const;

/** Homes of a city that are free for a stay, by the stay's total; one currency after the other, unless one is named. */
export async function searchListings(pool: pg.Pool, search: Search): Promise<object> {
  const nights = (Date.parse(search.checkOut) - Date.parse(search.checkIn)) / dayMs;
  const wanted = search.limit + 1;
  const rows: FoundRow[] = [];
  for (let currency: string | undefined = search.currency; ; ) {
    const found = await findIn(pool, { ...search, currency, limit: wanted - rows.length }, nights);
    rows.push(...found.rows);
    if (rows.length === wanted || search.currency !== undefined || found.currency === null) break;
    const next = await pool.query<{ currency: string }>({
      ...{ name: "next_currency", text: nextCurrencyText, values: [search.city, found.currency] },
    });
    currency = next.rows[0]?.currency;
    if (currency === undefined) break;
  }
  const page = rows.slice(0, search.limit);
  const last = rows.length === wanted ? page.at(-1) : undefined;
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

interface Found {
  readonly rows: readonly FoundRow[];
  readonly currency: string | null;
}

interface Meta {
  readonly seen: number;
  readonly bound: number | null;
  readonly ofCurrency: string | null;
  readonly step: number | null;
}

type Row = Meta & (FoundRow | { readonly id: null });

/** The likeliest homes are priced; more of them, while one behind them may still be cheaper than the page's last. */
async function findIn(pool: pg.Pool, search: Search, nights: number): Promise<Found> {
  const { city, checkIn, checkOut, guests, currency = null, limit } = search;
  const values = [city, guests, checkIn, checkOut, nights, ...daysAhead(checkIn), currency, weekendsOf(search)];
  const bound = nights < longStayNights ? "ks" : "kw";
  for (const candidates of candidateCounts) {
    const shape = `total_${bound}_${candidates ?? "all"}`;
    const { rows: seen } = await pool.query<Row>({
      ...{ name: shape, text: totalText({ bound, candidates }), values: [...values, guestFeeBps, limit] },
    });
    const rows = seen.flatMap((row) => (row.id === null ? [] : [row]));
    const [meta] = seen;
    const found = { rows, currency: meta?.ofCurrency ?? null };
    if (!meta || meta.bound === null || candidates === null || meta.seen < candidates) return found;
    const least = (Math.min(nights, longNights) * meta.bound * (10_000 + guestFeeBps)) / 10_000;
    const last = rows.length === limit ? rows.at(-1) : undefined;
    if (last && last.total < Math.floor(least) - (nights + 4) * (meta.step ?? 1)) return found;
  }
  return { rows: [], currency: null };
}

/** How many days off a date is, where today is latest, and where it is earliest. */
const daysAhead = (date: string): readonly [least: number, most: number] => {
  const day = Date.parse(date) / dayMs;
  const todayAt = (zoneHours: number) => Math.floor((Date.now() + zoneHours * hourMs) / dayMs);
  return [day - todayAt(14), day - todayAt(-12)];
};

/** Friday and Saturday nights. */
function weekendsOf({ checkIn, checkOut }: Search): number {
  let nights = 0;
  for (let at = Date.parse(checkIn); at < Date.parse(checkOut); at += dayMs) {
    if (new Date(at).getUTCDay() >= 5) nights += 1;
  }
  return nights;
}
