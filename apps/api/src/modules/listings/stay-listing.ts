import type { BookingMode, ListingStatus } from "@roost/contract";
import type { z } from "zod";
import type { Sql } from "../../platform/sql.ts";
import { priceColumns, ratesJson, taxesJson } from "./prices/price-columns.ts";
import { isTaxedBy } from "./prices/tax-places.ts";
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

/**
 * The home, whatever its status, with the rates and taxes that the stay meets, and what its seasons say of the days on
 * which the stay begins and ends.
 */
export const findStayListing = (sql: Sql, stay: StayOfListing): Promise<StayListing | undefined> =>
  sql.one<StayListing>("stay_listing_find", selectText, [stay.listingId, stay.checkIn, stay.checkOut]);

/** The stay rules `r` as an array of JSON, in the names of `SeasonRule`. */
export const seasonRulesJson = `coalesce(json_agg(json_build_object('first', r.first, 'until', r.until,
  'weekdays', r.weekdays, 'minNights', r.min_nights, 'maxNights', r.max_nights,
  'closedToArrival', r.closed_to_arrival, 'closedToDeparture', r.closed_to_departure)), '[]')`;

const selectText = `select l.id, l.host_id as "hostId", l.status, l.booking_mode as "bookingMode",
    l.time_zone as "timeZone", l.title, l.city, l.country, ${priceColumns}, l.min_nights as "minNights",
    l.max_nights as "maxNights", l.max_guests as "maxGuests", l.advance_notice_days as "advanceNoticeDays",
    l.booking_window_days as "bookingWindowDays", l.preparation_days as "preparationDays", (
      select ${seasonRulesJson} from stay_rule r where r.listing_id = l.id
        and (r.first <= $2::date and r.until > $2::date or r.first <= $3::date and r.until > $3::date)
    ) as "stayRules", (
      select ${ratesJson} from rate r where r.listing_id = l.id and r.first < $3::date and r.until > $2::date
    ) as rates, (
      select ${taxesJson} from tax_rule t where ${isTaxedBy({ home: "l", tax: "t", checkIn: "$2::date" })}
    ) as taxes from listing l where l.id = $1`;
