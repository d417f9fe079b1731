import { dateOf, dayOf } from "../local-days.ts";
import { type DayRules, rulesOn } from "../season-rules.ts";
import { lastCheckIn, longestStayNights, type StayLimits } from "../stay-rules.ts";
import { type DayRange, type Occupation, type Taken, takenNights } from "./taken-nights.ts";

/** A home on one of its local days. */
export interface OpenDay extends DayRules {
  readonly date: string;
  /** By what the night that begins on it is taken. */
  readonly taken: Taken | undefined;
  /** Nobody has the night, and it lies ahead. */
  readonly isFree: boolean;
  /** A stay may begin on it as far as notice, window and seasons go. */
  readonly takesArrivals: boolean;
}

/** What decides on the stays of a home. */
export interface OpenHome {
  readonly limits: StayLimits & { readonly preparationDays: number };
  readonly occupations: readonly Occupation[];
  /** The home's local date. */
  readonly today: string;
}

/** Each day of a range, as it stands now. */
export function openDays({ limits, occupations, today }: OpenHome, range: DayRange): readonly OpenDay[] {
  const now = dayOf(today);
  const first = now + limits.advanceNoticeDays;
  const last = Math.min(now + limits.bookingWindowDays, dayOf(lastCheckIn(today)));
  return takenNights(occupations, limits.preparationDays, range).map((taken, index) => {
    const day = range.first + index;
    const date = dateOf(day);
    const rules = rulesOn(limits, { date, day });
    const takesArrivals = day >= first && day <= last && !rules.closedToArrival;
    return { date, ...rules, taken, isFree: taken === undefined && day >= now, takesArrivals };
  });
}

/** The lengths of the stays that begin on one of the days, by its place among them, and can be booked: shortest first. */
export function* lengthsFrom(days: readonly OpenDay[], place: number): Generator<number> {
  const arrival = days[place];
  if (!arrival?.takesArrivals) return;
  const longest = Math.min(arrival.maxNights, longestStayNights);
  for (let nights = 1; nights <= longest && days[place + nights - 1]?.isFree; nights += 1) {
    if (nights >= arrival.minNights && days[place + nights]?.closedToDeparture === false) yield nights;
  }
}
