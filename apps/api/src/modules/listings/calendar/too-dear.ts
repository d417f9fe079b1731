import { type Issue, maxAmountMinor } from "@roost/contract";
import type { QueryScope } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { feesOf } from "../fees.ts";
import type { ListingRow } from "../listing-row.ts";
import { dayOf } from "../local-days.ts";
import type { RateRange } from "../prices/night-price.ts";
import { findStayListing } from "../stay-listing.ts";
import { priceStay } from "../stay-price.ts";
import { longestStayNights, type StayDates } from "../stay-rules.ts";

export interface PricedHome {
  readonly listing: ListingRow;
  /** Dates with a price of their own. */
  readonly rates: readonly RateRange[];
  readonly guests: number;
  /** The home's local date. */
  readonly today: string;
}

/**
 * That a stay costs more than can be charged, as a quote would say it. Whoever searches says how many come, not who they
 * are: they count as adults.
 */
export async function tooDear(scope: QueryScope, home: PricedHome, dates: StayDates): Promise<readonly Issue[]> {
  const nights = dayOf(dates.checkOut) - dayOf(dates.checkIn);
  if (nights > longestStayNights || isSurelyAffordable(home, nights)) return [];
  const listing = await findStayListing(scope.sql, { listingId: home.listing.id, ...dates });
  if (!listing) return [];
  const guests = { adults: home.guests, children: 0, infants: 0, pets: 0 };
  try {
    priceStay({ listing, dates, guests, today: home.today, fees: feesOf(scope) });
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === "stay.rule") return error.issues;
    throw error;
  }
}

/** Nearly every home's stays are: with fees and taxes they cost less than four times what is asked of them here. */
function isSurelyAffordable({ listing, rates, guests }: PricedHome, nights: number): boolean {
  const { nightlyPriceMinor, weekendPriceMinor, extraGuestFeeMinor, cleaningFeeMinor } = listing;
  const night = Math.max(nightlyPriceMinor, weekendPriceMinor ?? 0, ...rates.map(({ priceMinor }) => priceMinor));
  return ((night + extraGuestFeeMinor * guests) * nights + cleaningFeeMinor) * 4 < maxAmountMinor;
}
