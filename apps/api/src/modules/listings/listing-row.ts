import type { CurrencyCode, Listing } from "@roost/contract";
import type { Scope } from "../../platform/action.ts";
import { cachePort } from "../../platform/cache.ts";
import { inOrder } from "../../platform/in-order.ts";
import type { Sql } from "../../platform/sql.ts";
import { coverColumn, photosColumn, type ShownPhotoRow } from "./photos/photo-row.ts";

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
  | "beds"
  | "bathrooms"
  | "bookingMode"
  | "avgRating"
  | "reviewCount"
>;

/** The columns that a home and its summary share, named as Prisma names them. */
export interface PlainRow extends Plain {
  readonly publicLatitude: number;
  readonly publicLongitude: number;
  readonly currency: CurrencyCode;
  readonly nightlyPriceMinor: number;
}

/** What a search shows. */
export interface SummaryRow extends PlainRow {
  readonly cover: ShownPhotoRow | null;
}

type PlainTerms = Pick<
  Listing,
  | "description"
  | "address"
  | "region"
  | "amenities"
  | "timeZone"
  | "includedGuests"
  | "weeklyDiscountBps"
  | "monthlyDiscountBps"
  | "cancellationPolicy"
  | "minNights"
  | "maxNights"
  | "advanceNoticeDays"
  | "preparationDays"
  | "bookingWindowDays"
  | "checkInFrom"
  | "checkInUntil"
  | "checkOutBefore"
  | "status"
  | "createdAt"
  | "version"
>;

/** A whole row of the table. */
export interface ListingColumns extends PlainRow, PlainTerms {
  readonly latitude: number;
  readonly longitude: number;
  readonly weekendPriceMinor: number | null;
  readonly cleaningFeeMinor: number;
  readonly extraGuestFeeMinor: number;
  readonly petFeeMinor: number;
  readonly earlyBirdDaysAhead: number | null;
  readonly earlyBirdBps: number | null;
  readonly lastMinuteDaysBefore: number | null;
  readonly lastMinuteBps: number | null;
  readonly pricingVersion: number;
}

/** A home, and its photos in their order. */
export interface ListingRow extends ListingColumns {
  readonly photos: readonly ShownPhotoRow[] | null;
}

const plainColumns = `l.id, l.host_id as "hostId", l.title, l.property_type as "propertyType",
  l.room_type as "roomType", l.neighbourhood, l.city, l.country, l.public_latitude as "publicLatitude",
  l.public_longitude as "publicLongitude", l.currency, l.nightly_price_minor as "nightlyPriceMinor",
  l.max_guests as "maxGuests", l.bedrooms, l.beds, l.bathrooms::float8 as bathrooms, l.booking_mode as "bookingMode",
  l.avg_rating::float8 as "avgRating", l.review_count as "reviewCount"`;

export const summaryColumns = `${plainColumns}, ${coverColumn}`;

/** Whole rows: a condition on `l` follows. */
export const listingSelect = `select ${plainColumns}, l.description, l.address, l.region, l.amenities, l.latitude, l.longitude,
  l.time_zone as "timeZone", l.weekend_price_minor as "weekendPriceMinor", l.cleaning_fee_minor as "cleaningFeeMinor",
  l.included_guests as "includedGuests", l.extra_guest_fee_minor as "extraGuestFeeMinor",
  l.pet_fee_minor as "petFeeMinor", l.weekly_discount_bps as "weeklyDiscountBps",
  l.monthly_discount_bps as "monthlyDiscountBps", l.early_bird_days_ahead as "earlyBirdDaysAhead",
  l.early_bird_bps as "earlyBirdBps", l.last_minute_days_before as "lastMinuteDaysBefore",
  l.last_minute_bps as "lastMinuteBps", l.pricing_version as "pricingVersion",
  l.cancellation_policy as "cancellationPolicy", l.min_nights as "minNights", l.max_nights as "maxNights",
  l.advance_notice_days as "advanceNoticeDays", l.preparation_days as "preparationDays",
  l.booking_window_days as "bookingWindowDays", l.check_in_from as "checkInFrom", l.check_in_until as "checkInUntil",
  l.check_out_before as "checkOutBefore", l.status, l.created_at as "createdAt", l.version,
  ${photosColumn}
  from listing l`;

const rowText = `${listingSelect} where l.id =`;

const findListing = (sql: Sql, listingId: string): Promise<ListingRow | undefined> =>
  sql.one<ListingRow>("listing_find", `${rowText} $1`, [listingId]);

/** Several rows in the order of their ids. */
export const findListings = async (sql: Sql, ids: readonly string[]): Promise<(ListingRow | undefined)[]> =>
  inOrder(ids, await sql.all<ListingRow>("listing_find_many", `${rowText} any($1::uuid[])`, [ids]));

/** The row, locked against other changes until the transaction ends. */
export const findListingToChange = (sql: Sql, listingId: string): Promise<ListingRow | undefined> =>
  sql.one<ListingRow>("listing_find_to_change", `${rowText} $1 for no key update`, [listingId]);

/**
 * The row for whoever wants to look at it: a few seconds old at most for strangers, never for its host and operators. A
 * home's host never changes, so that he is known from an old row, too.
 */
export async function findListingFor(scope: Scope, listingId: string): Promise<ListingRow | undefined> {
  let isNew = false;
  const read = () => {
    isNew = true;
    return findListing(scope.sql, listingId);
  };
  const { actor } = scope;
  if (actor !== null && (actor.kind === "system" || actor.roles.includes("admin"))) return read();
  // Most of a million homes are asked for now and then, and a row is read as fast as it is kept.
  const entry = { key: `listing:${listingId}`, tags: [`listing:${listingId}`], onlyIfHot: true };
  const kept = await cachePort.from(scope).getOrRead(entry, read);
  return actor !== null && kept?.hostId === actor.userId && !isNew ? read() : kept;
}
