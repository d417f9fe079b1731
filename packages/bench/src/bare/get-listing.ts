import type pg from "pg";
import { type ListingRow, listingColumns, photoObject, plainOf } from "./listing-row.ts";

interface WholeRow extends ListingRow {
  readonly photos: readonly object[] | null;
  readonly hostId: string;
  readonly description: string;
  readonly region: string | null;
  readonly amenities: readonly string[];
  readonly timeZone: string;
  readonly weekendPriceMinor: number | null;
  readonly cleaningFeeMinor: number;
  readonly includedGuests: number;
  readonly extraGuestFeeMinor: number;
  readonly petFeeMinor: number;
  readonly weeklyDiscountBps: number;
  readonly monthlyDiscountBps: number;
  readonly earlyBirdDaysAhead: number | null;
  readonly earlyBirdBps: number | null;
  readonly lastMinuteDaysBefore: number | null;
  readonly lastMinuteBps: number | null;
  readonly cancellationPolicy: string;
  readonly minNights: number;
  readonly maxNights: number;
  readonly advanceNoticeDays: number;
  readonly preparationDays: number;
  readonly bookingWindowDays: number;
  readonly checkInFrom: string;
  readonly checkInUntil: string | null;
  readonly checkOutBefore: string;
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
    photos: row.photos ?? [],
    hostId: row.hostId,
    description: row.description,
    address: null,
    region: row.region,
    amenities: row.amenities,
    timeZone: row.timeZone,
    nightlyPrice: { amount: row.nightlyPriceMinor, currency },
    weekendPrice: row.weekendPriceMinor === null ? null : { amount: row.weekendPriceMinor, currency },
    cleaningFee: { amount: row.cleaningFeeMinor, currency },
    includedGuests: row.includedGuests,
    extraGuestFee: { amount: row.extraGuestFeeMinor, currency },
    petFee: { amount: row.petFeeMinor, currency },
    weeklyDiscountBps: row.weeklyDiscountBps,
    monthlyDiscountBps: row.monthlyDiscountBps,
    earlyBird: row.earlyBirdBps === null ? null : { daysAhead: row.earlyBirdDaysAhead, bps: row.earlyBirdBps },
    lastMinute: row.lastMinuteBps === null ? null : { daysBefore: row.lastMinuteDaysBefore, bps: row.lastMinuteBps },
    cancellationPolicy: row.cancellationPolicy,
    minNights: row.minNights,
    maxNights: row.maxNights,
    advanceNoticeDays: row.advanceNoticeDays,
    preparationDays: row.preparationDays,
    bookingWindowDays: row.bookingWindowDays,
    checkInFrom: row.checkInFrom,
    checkInUntil: row.checkInUntil,
    checkOutBefore: row.checkOutBefore,
    status: row.status,
    createdAt: row.createdAt,
    version: row.version,
  };
}

const text = `select ${listingColumns}, l.host_id as "hostId", l.description, l.region, l.amenities,
    l.time_zone as "timeZone", l.weekend_price_minor as "weekendPriceMinor", l.cleaning_fee_minor as "cleaningFeeMinor",
    l.included_guests as "includedGuests", l.extra_guest_fee_minor as "extraGuestFeeMinor",
    l.pet_fee_minor as "petFeeMinor", l.weekly_discount_bps as "weeklyDiscountBps",
    l.monthly_discount_bps as "monthlyDiscountBps", l.early_bird_days_ahead as "earlyBirdDaysAhead",
    l.early_bird_bps as "earlyBirdBps", l.last_minute_days_before as "lastMinuteDaysBefore",
    l.last_minute_bps as "lastMinuteBps", l.cancellation_policy as "cancellationPolicy", l.min_nights as "minNights",
    l.max_nights as "maxNights", l.advance_notice_days as "advanceNoticeDays", l.preparation_days as "preparationDays",
    l.booking_window_days as "bookingWindowDays", l.check_in_from as "checkInFrom",
    l.check_in_until as "checkInUntil", l.check_out_before as "checkOutBefore", l.status,
    l.created_at as "createdAt", l.version,
    (select json_agg(${photoObject} order by f.position, f.id) from photo f where f.listing_id = l.id) as photos
  from listing l where l.id = $1`;
