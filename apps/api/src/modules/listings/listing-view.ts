import type { Listing, ListingSummary } from "@roost/contract";
import type { Actor } from "../../platform/action.ts";
import { isAdmin } from "../../platform/policies.ts";
import type { House } from "../../platform/port.ts";
import type { Standing } from "./homes/standings.ts";
import type { ListingColumns, ListingRow, PlainRow, SummaryRow } from "./listing-row.ts";
import { photoOf, photosFor } from "./photos/photo-view.ts";

/** Who looks, and where the addresses of files come from. */
interface Viewer {
  readonly actor: Actor | null;
  readonly house: House;
}

export const isHostOf = (actor: Actor | null, { hostId }: Pick<ListingColumns, "hostId">): boolean =>
  actor?.kind === "user" && actor.userId === hostId;

/** Whoever may see a draft sees the exact point and the address too. */
export const isInsider = (actor: Actor | null, listing: Pick<ListingColumns, "hostId">): boolean =>
  isHostOf(actor, listing) || isAdmin(actor);

/** The listing as this viewer sees it: who stays there knows where it is. */
export function listingFor(viewer: Viewer, row: ListingRow, standing?: Standing): Listing {
  const isInside = isInsider(viewer.actor, row);
  const exact = isInside || standing === "staying";
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    ...plainOf(row),
    latitude: exact ? row.latitude : row.publicLatitude,
    longitude: exact ? row.longitude : row.publicLongitude,
    address: exact ? row.address : null,
    description: row.description,
    region: row.region,
    amenities: row.amenities,
    photos: photosFor(viewer, row.photos, isInside),
    timeZone: row.timeZone,
    nightlyPrice: money(row.nightlyPriceMinor),
    weekendPrice: row.weekendPriceMinor === null ? null : money(row.weekendPriceMinor),
    cleaningFee: money(row.cleaningFeeMinor),
    includedGuests: row.includedGuests,
    extraGuestFee: money(row.extraGuestFeeMinor),
    petFee: money(row.petFeeMinor),
    weeklyDiscountBps: row.weeklyDiscountBps,
    monthlyDiscountBps: row.monthlyDiscountBps,
    earlyBird: earlyBirdOf(row),
    lastMinute: lastMinuteOf(row),
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

export const earlyBirdOf = ({
  earlyBirdDaysAhead: daysAhead,
  earlyBirdBps: bps,
}: ListingColumns): Listing["earlyBird"] => (daysAhead === null || bps === null ? null : { daysAhead, bps });

export const lastMinuteOf = ({
  lastMinuteDaysBefore: daysBefore,
  lastMinuteBps: bps,
}: ListingColumns): Listing["lastMinute"] => (daysBefore === null || bps === null ? null : { daysBefore, bps });

/** The listing as a search shows it to everybody, its price for one night. */
export const summaryOf = (at: Pick<Viewer, "house">, row: SummaryRow): ListingSummary => ({
  ...plainOf(row),
  latitude: row.publicLatitude,
  longitude: row.publicLongitude,
  price: { nightly: { amount: row.nightlyPriceMinor, currency: row.currency } },
  cover: row.cover && photoOf(at, row.cover),
});

const plainOf = (row: PlainRow) => ({
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
  beds: row.beds,
  bathrooms: row.bathrooms,
  bookingMode: row.bookingMode,
  avgRating: row.avgRating,
  reviewCount: row.reviewCount,
});
