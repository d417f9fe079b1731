/** SQL expressions: columns or parameters, never values. */
export interface StayTerms {
  /** Alias of a row with the home's own columns. */
  readonly home: string;
  /** Dates. */
  readonly checkIn: string;
  readonly checkOut: string;
  /** How many they are apart. */
  readonly nights: string;
  readonly now: string;
  /** How many days ahead the check-in is: for the home whose day is furthest on, and for the one furthest behind. */
  readonly daysAhead: { readonly least: string; readonly most: string };
}

/**
 * That the check-in is neither before the home's notice (today at the earliest) nor beyond its window. Its own date
 * is only asked for where the days that it is somewhere on earth differ about it.
 */
export function isBookedInTime({ home, checkIn, now, daysAhead: { least, most } }: StayTerms): string {
  const [notice, window] = [`${home}.advance_notice_days`, `${home}.booking_window_days`];
  const ahead = `${checkIn} - (${now} at time zone ${home}.time_zone)::date`;
  return `${notice} <= ${most} and ${window} >= ${least}
      and (${notice} <= ${least} and ${window} >= ${most} or ${ahead} between ${notice} and ${window})`;
}

/** That the home's own nights allow the stay, or that it has seasons, which may: what is cheap to ask of every home. */
export const mayFit = ({ home, nights }: StayTerms): string =>
  `(${nights} between ${home}.min_nights and ${home}.max_nights
        or exists (select from stay_rule rule where rule.listing_id = ${home}.id offset 0))`;

/** What `rulesOn` says of the days on which the stay begins and ends, and of its nights: one probe of the home's seasons. */
export const fitsSeasons = ({ home, checkIn, checkOut, nights }: Omit<StayTerms, "now" | "daysAhead">): string => `(
    select ${nights} >= coalesce(max(rule.min_nights) filter (where d.arrives), ${home}.min_nights)
      and ${nights} <= coalesce(min(rule.max_nights) filter (where d.arrives), ${home}.max_nights)
      and coalesce(bool_and(not (rule.closed_to_arrival and d.arrives or rule.closed_to_departure and d.departs)), true)
    from stay_rule rule cross join lateral (select ${isOn(checkIn)} as arrives, ${isOn(checkOut)} as departs) d
    where rule.listing_id = ${home}.id and rule.first <= ${checkOut} and rule.until > ${checkIn})`;

/** That one home takes a stay, by its own date: what `brokenRules` says of it, but for the guests and the longest stay. */
export function takesStay({ home, checkIn, checkOut, now }: Omit<StayTerms, "nights" | "daysAhead">): string {
  const today = `(${now} at time zone ${home}.time_zone)::date`;
  const nights = `(${checkOut} - ${checkIn})`;
  return `${checkIn} - ${today} between ${home}.advance_notice_days and ${home}.booking_window_days
      and ${checkIn} <= ${today} + interval '2 years' and ${fitsSeasons({ home, checkIn, checkOut, nights })}`;
}

const isOn = (date: string): string =>
  `(rule.first <= ${date} and rule.until > ${date} and rule.weekdays & (1 << (extract(isodow from ${date})::int - 1)) <> 0)`;
