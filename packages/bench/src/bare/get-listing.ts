import type pg from "pg";
import { type ListingRow, listingColumns, plainOf } from "./listing-row.ts";

interface WholeRow extends ListingRow {
  readonly hostId: string;
  readonly description: string;
  readonly timeZone: string;
  readonly cleaningFeeMinor: number;
  readonly minNights: number;
  readonly maxNights: number;
  readonly status: string;
  readonly createdAt: string;
  readonly version: number;
}

/** A published home as strangers see it. */
export async function getListing(pool: pg.Pool, id: string): Promise<object | undefined> {
  const { rows } = await pool.query<WholeRow>({ name: "listing_get", text, values: [id] });
  const [row] = rows;
  if (row?.status !== "published") return undefined;
  const { currency } = row;
  return {
    ...plainOf(row),
    hostId: row.hostId,
    description: row.description,
    timeZone: row.timeZone,
    nightlyPrice: { amount: row.nightlyPriceMinor, currency },
    cleaningFee: { amount: row.cleaningFeeMinor, currency },
    minNights: row.minNights,
    maxNights: row.maxNights,
    status: row.status,
    createdAt: row.createdAt,
    version: row.version,
  };
}

const text = `select ${listingColumns}, l.host_id as "hostId", l.description, l.time_zone as "timeZone",
    l.cleaning_fee_minor as "cleaningFeeMinor", l.min_nights as "minNights", l.max_nights as "maxNights", l.status,
    l.created_at as "createdAt", l.version
  from listing l where l.id = $1`;
