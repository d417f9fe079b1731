import type { Sql } from "../../../platform/sql.ts";
import type { ListingRow } from "../listing-row.ts";
import { dateOf } from "../local-days.ts";
import type { RateRange } from "../prices/night-price.ts";
import type { SeasonRule } from "../season-rules.ts";
import { seasonRulesJson } from "../stay-listing.ts";
import type { StayLimits } from "../stay-rules.ts";
import type { DayRange, Occupation } from "./taken-nights.ts";

/** What stands in a home's calendar. */
export interface HomeCalendar {
  /** Domain time. */
  readonly now: string;
  readonly occupations: readonly Occupation[];
  readonly stayRules: readonly SeasonRule[];
  readonly rates: readonly RateRange[];
}

/** Everything that touches the days of a range, in one statement, and with it days of preparation on either side. */
export async function findHomeCalendar(sql: Sql, listingId: string, { first, until }: DayRange): Promise<HomeCalendar> {
  const values = [listingId, dateOf(first), dateOf(until), dateOf(first - reach), dateOf(until + reach)];
  const calendar = await sql.one<HomeCalendar>("home_calendar_find", calendarText, values);
  if (!calendar) throw new Error("a statement without rows");
  return calendar;
}

/** The most days of preparation that there are, and one. */
const reach = 31;

const calendarText = `select roost_now() as now, (
    select coalesce(json_agg(json_build_object('kind', o.kind, 'reference', o.reference, 'first', lower(o.nights),
      'until', upper(o.nights), 'occupiedUntil', upper(o.occupied))), '[]')
    from occupancy o where o.listing_id = $1 and o.nights && daterange($4::date, $5::date)
      and (o.kind <> 'hold' or o.expires_at > roost_now())
  ) as occupations, (
    select ${seasonRulesJson} from stay_rule r
    where r.listing_id = $1 and r.first <= $3::date and r.until > $2::date
  ) as "stayRules", (
    select coalesce(json_agg(json_build_object('first', r.first, 'until', r.until, 'priceMinor', r.price_minor)), '[]')
    from rate r where r.listing_id = $1 and r.first < $3::date and r.until > $2::date
  ) as rates`;

/** A home's limits with those of its seasons. */
export function limitsOf(
  listing: ListingRow,
  stayRules: readonly SeasonRule[],
): StayLimits & { preparationDays: number } {
  const { minNights, maxNights, maxGuests, advanceNoticeDays, bookingWindowDays, preparationDays } = listing;
  return { minNights, maxNights, maxGuests, advanceNoticeDays, bookingWindowDays, preparationDays, stayRules };
}
