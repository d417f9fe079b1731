import type { BookingMode, ListingStatus } from "@roost/contract";
import type { z } from "zod";
import type { Sql } from "../../platform/sql.ts";
import type { HomePrices } from "./stay-price.ts";
import type { StayDates, StayLimits } from "./stay-rules.ts";

/** What a quote and a booking need to know of a home, for a stay. */
export interface StayListing extends HomePrices, StayLimits {
  readonly id: string;
  readonly hostId: string;
  readonly status: z.output<typeof ListingStatus>;
  readonly bookingMode: z.output<typeof BookingMode>;
  readonly timeZone: string;
  readonly title: string;
  readonly city: string;
  readonly country: string;
  readonly preparationDays: number;
}

export interface StayOfListing extends StayDates {
  readonly listingId: string;
}

/** The home, whatever its status, with what its seasons say of the days on which the stay begins and ends. */
export const findStayListing = (sql: Sql, stay: StayOfListing): Promise<StayListing | undefined> =>
  sql.one<StayListing>("stay_listing_find", selectText, [stay.listingId, stay.checkIn, stay.checkOut]);

/** The stay rules `r` as an array of JSON, in the names of `SeasonRule`. */
export const seasonRulesJson = `coalesce(json_agg(json_build_object('first', r.first, 'until', r.until,
  'weekdays', r.weekdays, 'minNights', r.min_nights, 'maxNights', r.max_nights,
  'closedToArrival', r.closed_to_arrival, 'closedToDeparture', r.closed_to_departure)), '[]')`;

const selectText = `select id, host_id as "hostId", status, booking_mode as "bookingMode", time_zone as "timeZone",
  title, city, country, currency, nightly_price_minor as "nightlyPriceMinor",
  cleaning_fee_minor as "cleaningFeeMinor", min_nights as "minNights", max_nights as "maxNights",
  max_guests as "maxGuests", advance_notice_days as "advanceNoticeDays", booking_window_days as "bookingWindowDays",
  preparation_days as "preparationDays", (
    select ${seasonRulesJson} from stay_rule r where r.listing_id = listing.id
      and (r.first <= $2::date and r.until > $2::date or r.first <= $3::date and r.until > $3::date)
  ) as "stayRules" from listing where id = $1`;
