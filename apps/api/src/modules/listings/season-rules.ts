import { weekdayBit } from "./local-days.ts";

/** What a host asks of stays in a season, as the table keeps it. */
export interface SeasonRule {
  /** Local dates: the first day, and the day after the last. */
  readonly first: string;
  readonly until: string;
  /** A bit for each ISO weekday on which it holds: Monday 1, Sunday 64, all 127. */
  readonly weekdays: number;
  readonly minNights: number | null;
  readonly maxNights: number | null;
  readonly closedToArrival: boolean;
  readonly closedToDeparture: boolean;
}

/** A day of the home: its date, and the number that `dayOf` gives it. */
export interface LocalDay {
  readonly date: string;
  readonly day: number;
}

/** How many nights a home asks for, and what its seasons say. */
export interface HomeRules {
  readonly minNights: number;
  readonly maxNights: number;
  readonly stayRules: readonly SeasonRule[];
}

/** What holds for stays that begin on a day, and for those that end on it. */
export interface DayRules {
  readonly minNights: number;
  readonly maxNights: number;
  readonly closedToArrival: boolean;
  readonly closedToDeparture: boolean;
}

/**
 * What holds on one day. A season's nights stand in place of the home's own, the shortest and the longest each for
 * itself; of several rules over one day the strictest holds. `search-rules.ts` says the same in SQL.
 */
export function rulesOn({ minNights, maxNights, stayRules }: HomeRules, { date, day }: LocalDay): DayRules {
  const rules = stayRules.filter(
    ({ first, until, weekdays }) => first <= date && date < until && (weekdays & weekdayBit(day)) !== 0,
  );
  const shortest = rules.flatMap((rule) => rule.minNights ?? []);
  const longest = rules.flatMap((rule) => rule.maxNights ?? []);
  return {
    minNights: shortest.length > 0 ? Math.max(...shortest) : minNights,
    maxNights: longest.length > 0 ? Math.min(...longest) : maxNights,
    closedToArrival: rules.some((rule) => rule.closedToArrival),
    closedToDeparture: rules.some((rule) => rule.closedToDeparture),
  };
}
