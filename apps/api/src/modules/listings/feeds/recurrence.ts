/** A rule by which an event comes again (RFC 5545, 3.3.10), as far as it is about days. */
export interface Rule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  readonly count: number | null;
  /** The last day that it can come, as a number of days. */
  readonly until: number | null;
  readonly byMonth: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byDay: readonly { readonly ordinal: number; readonly weekday: number }[];
  readonly bySetPos: readonly number[];
  /** 0 is Monday. */
  readonly weekStart: number;
}

/** How many days may still be looked at for rules: a feed cannot keep us busy. */
export interface Budget {
  days: number;
}

export class TooMuchWork extends Error {}

/** Throws where a feed has used up its work. */
export function spend(budget: Budget, days: number): void {
  budget.days -= days;
  if (budget.days < 0) throw new TooMuchWork("the rules of this feed are too much work");
}

/** Days from `first` until before `until`, as numbers of days since 1970. */
export interface DayRange {
  readonly first: number;
  readonly until: number;
}

const dayMs = 86_400_000;

/** For dates from the year 100 on. */
export const dayNumber = ({ year, month, day }: Temporal.PlainDate): number =>
  Math.round(Date.UTC(year, month - 1, day) / dayMs);

export const dateOf = (day: number): Temporal.PlainDate => Temporal.PlainDate.from("1970-01-01").add({ days: day });

/**
 * The days in a range on which a rule that begins on `start` comes, ascending. Work is bounded by the days
 * from the range's begin (from its own where it counts), whatever the rule says.
 */
export function daysOf(rule: Rule, start: number, { range, budget }: { range: DayRange; budget: Budget }): number[] {
  const from = dateOf(start);
  const last = Math.min(range.until - 1, rule.until ?? Number.POSITIVE_INFINITY);
  const found: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let index = rule.count === null ? firstPeriod(rule, from, range.first) : 0; left > 0; index += 1) {
    const period = periodAt(rule, from, index);
    if (period.first > last) break;
    spend(budget, period.until - period.first);
    for (const day of chosen(rule, matching(rule, from, period))) {
      if (day < start) continue;
      if (day > last || left === 0) return found;
      left -= 1;
      if (day >= range.first) found.push(day);
    }
  }
  return found;
}

/** Whole periods before the range are stepped over at once. */
function firstPeriod({ freq, interval }: Rule, from: Temporal.PlainDate, first: number): number {
  const begin = dateOf(first);
  const between = {
    DAILY: () => first - dayNumber(from),
    WEEKLY: () => Math.floor((first - dayNumber(from)) / 7),
    MONTHLY: () => (begin.year - from.year) * 12 + begin.month - from.month,
    YEARLY: () => begin.year - from.year,
  }[freq]();
  return Math.max(0, Math.floor(between / interval) - 1);
}

function periodAt({ freq, interval, weekStart }: Rule, from: Temporal.PlainDate, index: number): DayRange {
  const step = index * interval;
  switch (freq) {
    case "DAILY": {
      const first = dayNumber(from) + step;
      return { first, until: first + 1 };
    }
    case "WEEKLY": {
      const day = dayNumber(from);
      const first = day - ((weekdayOf(day) - weekStart + 7) % 7) + step * 7;
      return { first, until: first + 7 };
    }
    case "MONTHLY": {
      const months = from.month - 1 + step;
      const [year, month] = [from.year + Math.floor(months / 12), (months % 12) + 1];
      return monthOf(year, month);
    }
    default: {
      const year = from.year + step;
      return { first: dayOfYear(year, 1), until: dayOfYear(year + 1, 1) };
    }
  }
}

const dayOfYear = (year: number, month: number): number => Math.round(Date.UTC(year, month - 1, 1) / dayMs);

const monthOf = (year: number, month: number): DayRange => ({
  first: dayOfYear(year, month),
  until: dayOfYear(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1),
});

/** 0 is Monday; 1970 began on a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The days of a period that every part of the rule takes. */
function matching(rule: Rule, from: Temporal.PlainDate, period: DayRange): number[] {
  const days: number[] = [];
  for (let day = period.first; day < period.until; day += 1) if (matches(rule, from, { day, period })) days.push(day);
  return days;
}

function matches(rule: Rule, from: Temporal.PlainDate, { day, period }: { day: number; period: DayRange }): boolean {
  const at = new Date(day * dayMs);
  const [month, monthDay] = [at.getUTCMonth() + 1, at.getUTCDate()];
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return false;
  if (rule.byMonthDay.length > 0) {
    const fromEnd = day - monthOf(at.getUTCFullYear(), month).until;
    if (!rule.byMonthDay.includes(monthDay) && !rule.byMonthDay.includes(fromEnd)) return false;
  }
  if (rule.byYearDay.length > 0) {
    const [ordinal, fromEnd] = [day - period.first + 1, day - period.until];
    if (!rule.byYearDay.includes(ordinal) && !rule.byYearDay.includes(fromEnd)) return false;
  }
  if (rule.byDay.length > 0) {
    // Ordinals count in the month, or in the year where the rule names no month.
    const isYear = rule.freq === "YEARLY" && rule.byMonth.length === 0;
    const within = () => (isYear ? period : monthOf(at.getUTCFullYear(), month));
    const today = weekdayOf(day);
    return rule.byDay.some(({ ordinal, weekday }) => weekday === today && isNth(ordinal, day, within));
  }
  if (rule.byMonthDay.length > 0 || rule.byYearDay.length > 0 || rule.freq === "DAILY") return true;
  if (rule.freq === "WEEKLY") return weekdayOf(day) === weekdayOf(dayNumber(from));
  if (monthDay !== from.day) return false;
  return rule.freq === "MONTHLY" || rule.byMonth.length > 0 || month === from.month;
}

function isNth(ordinal: number, day: number, within: () => DayRange): boolean {
  if (ordinal === 0) return true;
  const { first, until } = within();
  return ordinal > 0
    ? Math.floor((day - first) / 7) + 1 === ordinal
    : Math.floor((until - 1 - day) / 7) + 1 === -ordinal;
}

function chosen({ bySetPos }: Rule, days: readonly number[]): readonly number[] {
  if (bySetPos.length === 0) return days;
  return days.filter((_day, index) => bySetPos.includes(index + 1) || bySetPos.includes(index - days.length));
}
