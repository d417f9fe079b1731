import type { ListingPricing } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import type { ListingRow } from "../listing-row.ts";
import { earlyBirdOf, lastMinuteOf } from "../listing-view.ts";
import { localDate } from "../stay-rules.ts";
import type { RateRange } from "./night-price.ts";

/** What a home costs, with the rates of its today and of later days. */
export async function pricingOf(sql: Sql, row: ListingRow, now: Date): Promise<ListingPricing> {
  const today = localDate(now, row.timeZone);
  const rates = await sql.all<RateRange>("rates_from", ratesText, [row.id, today]);
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    listingId: row.id,
    currency: row.currency,
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
    rates: rates.map(({ first, until, priceMinor }) => ({ first, until, price: money(priceMinor) })),
    pricingVersion: row.pricingVersion,
    version: row.version,
  };
}

const ratesText = `select first, until, price_minor as "priceMinor" from rate
  where listing_id = $1 and until > $2::date order by first`;
