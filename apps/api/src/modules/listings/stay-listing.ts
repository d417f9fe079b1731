import type { BookingMode, ListingStatus } from "@roost/contract";
import type { z } from "zod";
import type { Sql } from "../../platform/sql.ts";
import type { HomePrices } from "./stay-price.ts";
import type { StayLimits } from "./stay-rules.ts";

/** What a quote and a booking need to know of a home. */
export interface StayListing extends HomePrices, StayLimits {
  readonly id: string;
  readonly hostId: string;
  readonly status: z.output<typeof ListingStatus>;
  readonly bookingMode: z.output<typeof BookingMode>;
  readonly timeZone: string;
  readonly title: string;
  readonly city: string;
  readonly country: string;
}

/** The home, whatever its status. */
export const findStayListing = (sql: Sql, listingId: string): Promise<StayListing | undefined> =>
  sql.one<StayListing>("stay_listing_find", selectText, [listingId]);

const selectText = `select id, host_id as "hostId", status, booking_mode as "bookingMode", time_zone as "timeZone",
  title, city, country, currency, nightly_price_minor as "nightlyPriceMinor",
  cleaning_fee_minor as "cleaningFeeMinor", min_nights as "minNights", max_nights as "maxNights",
  max_guests as "maxGuests" from listing where id = $1`;
