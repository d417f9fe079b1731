import type { CurrencyCode, Listing, ListingSummary } from "@roost/contract";
import type { Actor } from "../../platform/action.ts";
import { inOrder } from "../../platform/in-order.ts";
import { isAdmin } from "../../platform/policies.ts";
import type { Sql } from "../../platform/sql.ts";

type Plain = Pick<
  Listing,
  | "id"
  | "hostId"
  | "title"
  | "propertyType"
  | "roomType"
  | "neighbourhood"
  | "city"
  | "country"
  | "maxGuests"
  | "bedrooms"
  | "bookingMode"
  | "avgRating"
  | "reviewCount"
>;

interface Priced {
  readonly publicLatitude: number;
  readonly publicLongitude: number;
  readonly currency: CurrencyCode;
  readonly nightlyPriceMinor: number;
}

/** The columns that a search shows, named as Prisma names them. */
export interface SummaryRow extends Plain, Priced {}

/** A whole row of the table. */
export interface ListingRow extends SummaryRow {
  readonly description: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly cleaningFeeMinor: number;
  readonly minNights: number;
  readonly maxNights: number;
  readonly status: Listing["status"];
  readonly createdAt: string;
  readonly version: number;
}

export const summaryColumns = `l.id, l.host_id as "hostId", l.title, l.property_type as "propertyType",
  l.room_type as "roomType", l.neighbourhood, l.city, l.country, l.public_latitude as "publicLatitude",
  l.public_longitude as "publicLongitude", l.currency, l.nightly_price_minor as "nightlyPriceMinor",
  l.max_guests as "maxGuests", l.bedrooms, l.booking_mode as "bookingMode",
  l.avg_rating::float8 as "avgRating", l.review_count as "reviewCount"`;

const rowText = `select ${summaryColumns}, l.description, l.latitude, l.longitude, l.time_zone as "timeZone",
  l.cleaning_fee_minor as "cleaningFeeMinor", l.min_nights as "minNights", l.max_nights as "maxNights", l.status,
  l.created_at as "createdAt", l.version
  from listing l where l.id =`;

export const findListing = (sql: Sql, listingId: string): Promise<ListingRow | undefined> =>
  sql.one<ListingRow>("listing_find", `${rowText} $1`, [listingId]);

/** Several rows in the order of their ids. */
export const findListings = async (sql: Sql, ids: readonly string[]): Promise<(ListingRow | undefined)[]> =>
  inOrder(ids, await sql.all<ListingRow>("listing_find_many", `${rowText} any($1::uuid[])`, [ids]));

/** The row, locked against other changes until the transaction ends. */
export const findListingToChange = (sql: Sql, listingId: string): Promise<ListingRow | undefined> =>
  sql.one<ListingRow>("listing_find_to_change", `${rowText} $1 for no key update`, [listingId]);

export const isHostOf = (actor: Actor | null, { hostId }: ListingRow): boolean =>
  actor?.kind === "user" && actor.userId === hostId;

/** Whoever may see a draft sees the exact point too. */
export const isInsider = (actor: Actor | null, listing: ListingRow): boolean =>
  isHostOf(actor, listing) || isAdmin(actor);

/** The listing as this actor sees it. */
export function listingFor(actor: Actor | null, row: ListingRow): Listing {
  const exact = isInsider(actor, row);
  return {
    ...plainOf(row),
    latitude: exact ? row.latitude : row.publicLatitude,
    longitude: exact ? row.longitude : row.publicLongitude,
    description: row.description,
    timeZone: row.timeZone,
    nightlyPrice: { amount: row.nightlyPriceMinor, currency: row.currency },
    cleaningFee: { amount: row.cleaningFeeMinor, currency: row.currency },
    minNights: row.minNights,
    maxNights: row.maxNights,
    status: row.status,
    createdAt: row.createdAt,
    version: row.version,
  };
}

/** The listing as a search shows it to everybody, its price for one night. */
export const summaryOf = (row: SummaryRow): ListingSummary => ({
  ...plainOf(row),
  latitude: row.publicLatitude,
  longitude: row.publicLongitude,
  price: { nightly: { amount: row.nightlyPriceMinor, currency: row.currency } },
});

const plainOf = (row: SummaryRow): Plain => ({
  id: row.id,
  hostId: row.hostId,
  title: row.title,
  propertyType: row.propertyType,
  roomType: row.roomType,
  neighbourhood: row.neighbourhood,
  city: row.city,
  country: row.country,
  maxGuests: row.maxGuests,
  bedrooms: row.bedrooms,
  bookingMode: row.bookingMode,
  avgRating: row.avgRating,
  reviewCount: row.reviewCount,
});
