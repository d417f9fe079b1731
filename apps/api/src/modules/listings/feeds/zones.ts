import {
  type Component,
  firstOf,
  momentsOf,
  type Property,
  propertiesOf,
  readComponent,
  ruleOf,
  textOf,
} from "./component.ts";
import { type Budget, dateOf, dayNumber, daysOf, spend } from "./recurrence.ts";

/** What a local time is, in the zone that a feed gives it. */
export type ToInstant = (local: Temporal.PlainDateTime) => Temporal.Instant;

/** Finds the zones of a feed: by their IANA name, by the feed's own description, else the home's. */
export function zonesOf(
  descriptions: readonly (readonly string[])[],
  home: string,
  budget: Budget,
): (name: string | null) => ToInstant {
  const described = new Map(descriptions.flatMap((lines) => describedZone(lines, budget)));
  const known = new Map<string | null, ToInstant>();
  const find = (name: string | null): ToInstant => {
    if (name === null) return inZone(home);
    // Some programs put their own name before the zone's.
    const parts = name.split("/");
    const iana = [name, parts.slice(-3).join("/"), parts.slice(-2).join("/")].find(isZone);
    return iana === undefined ? (described.get(name) ?? inZone(home)) : inZone(iana);
  };
  return (name) => {
    const found = known.get(name) ?? find(name);
    known.set(name, found);
    return found;
  };
}

const inZone =
  (zone: string): ToInstant =>
  (local) =>
    local.toZonedDateTime(zone).toInstant();

function isZone(name: string): boolean {
  try {
    Temporal.PlainDateTime.from("2026-01-01T00:00:00").toZonedDateTime(name);
    return true;
  } catch {
    return false;
  }
}

/** One half of a zone's year. */
interface Half {
  /** In their order. */
  readonly dates: readonly Temporal.PlainDateTime[];
  /** When it begins by its rule, in a year. */
  beginsIn(year: number): readonly Temporal.PlainDateTime[];
  /** Seconds east of UTC, before and since. */
  readonly before: number;
  readonly since: number;
}

/** A description that cannot be read is none: its times are then taken for the home's. */
function describedZone(lines: readonly string[], budget: Budget): [name: string, toInstant: ToInstant][] {
  try {
    const zone = readComponent(lines);
    const name = textOf(zone, "tzid");
    const halves = zone.parts.map((part) => halfOf(part, budget));
    return halves.length === 0 ? [] : [[name, (local) => instantIn(halves, local, budget)]];
  } catch {
    return [];
  }
}

function halfOf(part: Component, budget: Budget): Half {
  const [start] = localTimes(part, "dtstart");
  if (!start) throw new RangeError("a zone's half begins");
  return {
    dates: [start, ...localTimes(part, "rdate")].toSorted(Temporal.PlainDateTime.compare),
    beginsIn: beginsOf(firstOf(part, "rrule"), start, budget),
    before: offsetOf(part, "tzoffsetfrom"),
    since: offsetOf(part, "tzoffsetto"),
  };
}

/** Each year is looked at once: all events of a feed may be in one zone of its own. */
function beginsOf(given: Property | undefined, start: Temporal.PlainDateTime, budget: Budget): Half["beginsIn"] {
  if (!given) return () => [];
  const { rule, until } = ruleOf(given);
  const bounded = { ...rule, until: until && dayNumber(until.date) };
  const known = new Map<number, readonly Temporal.PlainDateTime[]>();
  return (year) => {
    const [first, after] = [year, year + 1].map((one) => dayNumber(new Temporal.PlainDate(one, 1, 1)));
    const range = { first: first ?? 0, until: after ?? 0 };
    const begins =
      known.get(year) ??
      daysOf(bounded, dayNumber(start.toPlainDate()), { range, budget }).map((day) =>
        dateOf(day).toPlainDateTime(start.toPlainTime()),
      );
    known.set(year, begins);
    return begins;
  };
}

const localTimes = (part: Component, name: string): Temporal.PlainDateTime[] =>
  propertiesOf(part, name).flatMap((property) =>
    momentsOf(property).map(({ date, time }) => date.toPlainDateTime(time ?? undefined)),
  );

function offsetOf(part: Component, name: string): number {
  const text = textOf(part, name);
  const [, sign, hours, minutes, seconds = "0"] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text) ?? [];
  if (sign === undefined) throw new RangeError(`${name} is not an offset`);
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** The half that began last decides; before all of them, what was before the first. */
function instantIn(halves: readonly Half[], local: Temporal.PlainDateTime, budget: Budget): Temporal.Instant {
  let last: Temporal.PlainDateTime | undefined;
  let offset = halves[0]?.before ?? 0;
  for (const half of halves) {
    const begun = lastBegin(half, local, budget);
    if (begun && (!last || Temporal.PlainDateTime.compare(begun, last) > 0)) [last, offset] = [begun, half.since];
  }
  return local.subtract({ seconds: offset }).toZonedDateTime("UTC").toInstant();
}

/** Rules that come less than every other year are no zone's. */
function lastBegin(half: Half, local: Temporal.PlainDateTime, budget: Budget): Temporal.PlainDateTime | undefined {
  spend(budget, half.dates.length);
  const years = [local.year, local.year - 1, local.year - 2];
  const has = (begin: Temporal.PlainDateTime) => Temporal.PlainDateTime.compare(begin, local) <= 0;
  const [named, ruled] = [
    half.dates.findLast(has),
    years.map((year) => half.beginsIn(year).findLast(has)).find(Boolean),
  ];
  if (!named || !ruled) return named ?? ruled;
  return Temporal.PlainDateTime.compare(named, ruled) < 0 ? ruled : named;
}
