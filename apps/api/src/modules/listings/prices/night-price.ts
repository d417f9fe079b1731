/** What a home's nights cost, in minor units of its currency. */
export interface NightPrices {
  readonly nightlyPriceMinor: number;
  /** Friday and Saturday nights; null: as other nights. */
  readonly weekendPriceMinor: number | null;
}

/** Dates with a price of their own: `until` is the day after the last night. */
export interface RateRange {
  readonly first: string;
  readonly until: string;
  readonly priceMinor: number;
}

/** By what a night has its price. */
export type NightRule = "price.override" | "price.weekend" | "price.nightly";

export interface Night {
  /** The local date on which it begins, `YYYY-MM-DD`. */
  readonly date: string;
  readonly priceMinor: number;
  readonly rule: NightRule;
}

/**
 * The nights from `first` to the day before `until`, each with its price: its own where a rate names it, else the
 * weekend's on Fridays and Saturdays, else the nightly one. Rates come in any order and do not overlap.
 */
export function priceNights(
  home: NightPrices,
  rates: readonly RateRange[],
  { first, until }: { readonly first: string; readonly until: string },
): Night[] {
  const [from, end] = [dayOf(first), dayOf(until)];
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => {
    const date = dateOf(from + index);
    const rate = rates.find((range) => range.first <= date && date < range.until);
    if (rate) return { date, priceMinor: rate.priceMinor, rule: "price.override" };
    if (home.weekendPriceMinor !== null && isWeekend(from + index)) {
      return { date, priceMinor: home.weekendPriceMinor, rule: "price.weekend" };
    }
    return { date, priceMinor: home.nightlyPriceMinor, rule: "price.nightly" };
  });
}

/** How many of the nights from `first` to the day before `until` begin on a Friday or a Saturday. */
export function weekendNights(first: string, until: string): number {
  return weekendsBefore(dayOf(until)) - weekendsBefore(dayOf(first));
}

/** How many days lie between two local dates: 1 from a day to the next. */
export const daysBetween = (first: string, until: string): number => dayOf(until) - dayOf(first);

const dayMs = 86_400_000;

/** Days since 1 January 1970. Dates alone are read as UTC, where every day has 24 hours. */
const dayOf = (date: string): number => Date.parse(date) / dayMs;

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

// 1 January 1970 was a Thursday: two days later a week begins with its Saturday and ends with its Friday.
const sinceSaturday = (day: number): number => (((day - 2) % 7) + 7) % 7;

const isWeekend = (day: number): boolean => sinceSaturday(day) === 0 || sinceSaturday(day) === 6;

const weekendsBefore = (day: number): number => Math.floor((day - 2) / 7) * 2 + Math.min(sinceSaturday(day), 1);
