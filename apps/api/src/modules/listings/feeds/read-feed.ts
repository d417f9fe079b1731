import type { Moment, RuleOf } from "./component.ts";
import { type FeedEvent, readEvent, uidIn } from "./feed-event.ts";
import { splitFeed } from "./feed-text.ts";
import { type Budget, type DayRange, dateOf, dayNumber, daysOf, TooMuchWork } from "./recurrence.ts";
import { type ToInstant, zonesOf } from "./zones.ts";

/** Nights that a feed says are taken: local dates of the home, `until` is the day after the last night. */
export interface FeedNights {
  readonly uid: string;
  /** Tells the times of one UID apart: empty, the date in the rule, or `#2` for a second event of the same UID. */
  readonly part: string;
  readonly first: string;
  readonly until: string;
}

export interface ReadFeed {
  /** Only what is missing in a `whole` feed is gone. */
  readonly kind: "whole" | "cut_off" | "no_calendar" | "too_much";
  readonly events: readonly FeedNights[];
  /** The UIDs of what could not be read; null where not even that could. */
  readonly unread: readonly (string | null)[];
}

export interface Home {
  /** IANA. */
  readonly timeZone: string;
  /** The home's local date. */
  readonly today: string;
}

const mostDays = 1_000_000;
const mostNights = 5000;

/**
 * Reads an iCalendar feed (RFC 5545) as nights of a home. Whole days are nights as they stand there; of times the home's
 * local dates count, and what begins and ends on one day takes that night. What is shown as free (TRANSP) or called off
 * takes nothing. Nights before today and after some four years are left out. What cannot be read is named, never guessed.
 */
export function readFeed(text: string, home: Home): ReadFeed {
  const { kind, events: found, zones } = splitFeed(text);
  if (kind === "no_calendar") return { kind, events: [], unread: [] };
  const budget: Budget = { days: mostDays };
  const reader: Reader = { zoneOf: zonesOf(zones, home.timeZone, budget), home, budget, window: windowOf(home.today) };
  const unread: (string | null)[] = [];
  const read = (lines: readonly string[]) => {
    try {
      const event = readEvent(lines);
      return { event, nights: nightsOf(event, reader) };
    } catch (error) {
      // Whatever is wrong with one event says nothing about the others, but the work is for all of them.
      if (error instanceof TooMuchWork) throw error;
      unread.push(uidIn(lines));
      return;
    }
  };
  try {
    const events = found.flatMap((lines) => read(lines) ?? []);
    const nights = merged(events, reader).filter(({ until }) => until > home.today);
    if (nights.length > mostNights) return { kind: "too_much", events: [], unread: [] };
    return { kind, events: nights.toSorted(byDate), unread };
  } catch (error) {
    if (error instanceof TooMuchWork) return { kind: "too_much", events: [], unread: [] };
    throw error;
  }
}

interface Reader {
  readonly zoneOf: (name: string | null) => ToInstant;
  readonly home: Home;
  readonly budget: Budget;
  readonly window: DayRange;
}

interface Nights {
  /** The date of the time in its rule, empty outside of one. */
  readonly part: string;
  readonly first: string;
  readonly until: string;
}

interface Read {
  readonly event: FeedEvent;
  readonly nights: readonly Nights[];
}

/** Whole years, so that what is cut at an end is cut at the same date for a year. */
function windowOf(today: string): DayRange {
  const { year } = Temporal.PlainDate.from(today);
  const first = dayNumber(Temporal.PlainDate.from({ year: year - 1, month: 1, day: 1 }));
  return { first, until: dayNumber(Temporal.PlainDate.from({ year: year + 4, month: 1, day: 1 })) };
}

/** The nights of one event, those of its rule too, within the window. */
function nightsOf(event: FeedEvent, reader: Reader): readonly Nights[] {
  const { start, rules, dates, instead } = event;
  const spans = spanOf(event, reader);
  if (instead) return spans(start.date, instead.date.toString());
  if (rules.length === 0 && dates.length === 0) return spans(start.date, "");
  const left = new Set(event.without.map((moment) => dayIn(start, moment, reader)));
  const own = dayNumber(start.date);
  const range = { first: reader.window.first - 400, until: reader.window.until };
  const repeated = rules.flatMap((rule) =>
    daysOf({ ...rule.rule, until: lastDayOf(rule, start, reader) }, own, { range, budget: reader.budget }),
  );
  const named = dates.map((moment) => dayIn(start, moment, reader));
  const days = new Set([...(rules.length === 0 ? [own] : repeated), ...named]);
  return [...days].filter((day) => !left.has(day)).flatMap((day) => spans(dateOf(day), dateOf(day).toString()));
}

/** How long an event is, from any day that it begins on; nothing where that is outside of the window. */
function spanOf({ start, end, duration }: FeedEvent, { zoneOf, home, window }: Reader) {
  const toInstant = zoneOf(start.zone);
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(home.timeZone).toPlainDateTime();
  const length = lengthOf({ start, end, duration }, zoneOf);
  return (date: Temporal.PlainDate, part: string): readonly Nights[] => {
    const begin = date.toPlainDateTime(start.time ?? undefined);
    const over = begin.add(length);
    if (Temporal.PlainDateTime.compare(over, begin) < 0) throw new RangeError("an event ends after it begins");
    if (start.time !== null && over.equals(begin)) return [];
    const [from, to] = start.time === null ? [begin, over] : [local(toInstant(begin)), local(toInstant(over))];
    const first = Math.max(dayNumber(from.toPlainDate()), window.first);
    const until = Math.min(Math.max(dayNumber(to.toPlainDate()), dayNumber(from.toPlainDate()) + 1), window.until);
    return first < until ? [{ part, first: dateOf(first).toString(), until: dateOf(until).toString() }] : [];
  };
}

/** By the clock on the wall, so that a stay over the night of a changed clock ends when its host says. */
function lengthOf(
  { start, end, duration }: Pick<FeedEvent, "start" | "end" | "duration">,
  zoneOf: Reader["zoneOf"],
): Temporal.Duration {
  if (!end) return duration ?? Temporal.Duration.from(start.time === null ? { days: 1 } : { days: 0 });
  const begin = start.date.toPlainDateTime(start.time ?? undefined);
  const over = end.date.toPlainDateTime(end.time ?? undefined);
  if (start.zone === end.zone || start.time === null || end.time === null) return begin.until(over);
  return zoneOf(start.zone)(begin).until(zoneOf(end.zone)(over));
}

/** The day, in the event's own zone, that a moment in whatever zone is on. */
function dayIn(start: Moment, { date, time, zone }: Moment, { zoneOf, home }: Reader): number {
  if (time === null || start.time === null || zone === start.zone) return dayNumber(date);
  const [at, from] = [zoneOf(zone)(date.toPlainDateTime(time)), zoneOf(start.zone)];
  // The zone may be one that only the feed knows: the day is found by its instant, around the home's.
  const near = at.toZonedDateTimeISO(home.timeZone).toPlainDate();
  const days = [-1, 0, 1].map((shift) => near.add({ days: shift }));
  const same = days.find((day) => from(day.toPlainDateTime(start.time ?? undefined)).equals(at));
  return dayNumber(same ?? near);
}

/** The last day on which the event can begin, by the UNTIL of its rule. */
function lastDayOf({ until }: RuleOf, start: Moment, { zoneOf }: Reader): number | null {
  if (!until) return null;
  const day = dayNumber(until.date);
  if (until.time === null || start.time === null) return day;
  const limit = zoneOf(until.zone)(until.date.toPlainDateTime(until.time));
  const begins = (shift: number) =>
    zoneOf(start.zone)(until.date.add({ days: shift }).toPlainDateTime(start.time ?? undefined));
  const shift = [1, 0, -1].find((one) => Temporal.Instant.compare(begins(one), limit) <= 0) ?? -2;
  return day + shift;
}

/** Events of one UID together: the newest counts, of equally new ones all do, and single times replace the rule's. */
function merged(events: readonly Read[], reader: Reader): FeedNights[] {
  const byUid = Map.groupBy(events, ({ event, nights }) => event.uid ?? nameless(nights));
  return [...byUid].flatMap(([uid, all]) => {
    const wholes = newest(all.filter(({ event }) => event.instead === null));
    const rule = wholes[0]?.event.start;
    const singles = Map.groupBy(
      all.filter(({ event }) => event.instead !== null),
      ({ event }) => replacedBy(event, rule, reader),
    );
    const usual = wholes.flatMap(busy).filter(({ part }) => !singles.has(part));
    const replaced = [...singles].flatMap(([part, same]) =>
      newest(same)
        .flatMap(busy)
        .map((nights) => ({ ...nights, part })),
    );
    return numbered([...usual, ...replaced]).map((nights) => ({ uid, ...nights }));
  });
}

/** The date, in the zone of its rule, of the time that a single one replaces: it may name that in another zone. */
function replacedBy({ instead }: FeedEvent, rule: Moment | undefined, reader: Reader): string {
  if (!instead) return "";
  return rule ? dateOf(dayIn(rule, instead, reader)).toString() : instead.date.toString();
}

const nameless = ([nights]: readonly Nights[]): string => (nights ? `${nights.first}/${nights.until}` : "");

const busy = ({ event, nights }: Read): readonly Nights[] => (event.isFree ? [] : nights);

function newest(events: readonly Read[]): readonly Read[] {
  const sequence = Math.max(...events.map(({ event }) => event.sequence));
  return events.filter(({ event }) => event.sequence === sequence);
}

/** Some programs give one UID to everything: each range counts once, and its parts are numbered by date. */
function numbered(nights: readonly Nights[]): readonly Nights[] {
  const byPart = Map.groupBy(nights, ({ part }) => part);
  return [...byPart].flatMap(([part, same]) => {
    const distinct = new Map(same.map((one) => [`${one.first}/${one.until}`, one]));
    return [...distinct.values()]
      .toSorted((one, other) => (one.first < other.first ? -1 : 1))
      .map((one, index) => (index === 0 ? one : { ...one, part: `${part}#${index + 1}` }));
  });
}

const byDate = (one: FeedNights, other: FeedNights): number => {
  const [a, b] = [`${one.first} ${one.uid} ${one.part}`, `${other.first} ${other.uid} ${other.part}`];
  return a < b ? -1 : a > b ? 1 : 0;
};
