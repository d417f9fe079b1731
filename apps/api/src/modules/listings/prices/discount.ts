/** What a home's host takes off the nights; 0 and null are no discount at all. */
export interface Discounts {
  readonly weeklyDiscountBps: number;
  readonly monthlyDiscountBps: number;
  readonly earlyBirdDaysAhead: number | null;
  readonly earlyBirdBps: number | null;
  readonly lastMinuteDaysBefore: number | null;
  readonly lastMinuteBps: number | null;
}

export interface BookedAhead {
  readonly nights: number;
  /** Days from the home's today to the check-in. */
  readonly daysAhead: number;
}

export type DiscountRule = "discount.monthly" | "discount.weekly" | "discount.early_bird" | "discount.last_minute";

/** A discount that the host offers, and whether this stay gets it. */
export interface ConsideredDiscount {
  readonly rule: DiscountRule;
  readonly bps: number;
  readonly isChosen: boolean;
  /** Why, or why not. */
  readonly reason: string;
}

export const weeklyNights = 7;
export const monthlyNights = 28;

/**
 * The discounts that a home offers, of which a stay gets at most one: the monthly one, else the weekly one, else the
 * larger of early-bird and last-minute; of two equal ones the early-bird. What is set to nothing is not offered, so
 * that a month's stay gets the weekly discount of a home without a monthly one.
 */
export function considerDiscounts(home: Discounts, stay: BookedAhead): ConsideredDiscount[] {
  const offers = offersOf(home, stay).filter(({ bps }) => bps > 0);
  const best = offers
    .filter(({ missing }) => missing === undefined)
    .toSorted((a, b) => a.rank - b.rank || b.bps - a.bps)
    .at(0);
  return offers.map(({ rule, bps, missing }) => ({
    ...{ rule, bps, isChosen: rule === best?.rule },
    reason: missing ?? (rule === best?.rule ? "applies" : `gives way to ${best?.rule}`),
  }));
}

interface Offer {
  readonly rule: DiscountRule;
  readonly bps: number;
  /** Among those that apply, the lowest comes first; of equal ones the larger. */
  readonly rank: number;
  readonly missing: string | undefined;
}

function offersOf(home: Discounts, { nights, daysAhead }: BookedAhead): Offer[] {
  const { earlyBirdDaysAhead: early, lastMinuteDaysBefore: late } = home;
  return [
    {
      ...{ rule: "discount.monthly", bps: home.monthlyDiscountBps, rank: 1 },
      missing: nights < monthlyNights ? `from ${monthlyNights} nights` : undefined,
    },
    {
      ...{ rule: "discount.weekly", bps: home.weeklyDiscountBps, rank: 2 },
      missing: nights < weeklyNights ? `from ${weeklyNights} nights` : undefined,
    },
    {
      ...{ rule: "discount.early_bird", bps: early === null ? 0 : (home.earlyBirdBps ?? 0), rank: 3 },
      missing: daysAhead < (early ?? 0) ? `from ${early} days before check-in` : undefined,
    },
    {
      ...{ rule: "discount.last_minute", bps: late === null ? 0 : (home.lastMinuteBps ?? 0), rank: 3 },
      missing: daysAhead > (late ?? 0) ? `up to ${late} days before check-in` : undefined,
    },
  ];
}
