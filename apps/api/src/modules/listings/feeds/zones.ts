import { type Component, firstOf, momentsOf, propertiesOf, readComponent, ruleOf, textOf } from "./component.ts";
import { type Budget, dateOf, dayNumber, daysOf, type Rule } from "./recurrence.ts";

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
  readonly start: Temporal.PlainDateTime;
  readonly rule: Rule | null;
  readonly dates: readonly Temporal.PlainDateTime[];
  /** Seconds east of UTC, before and since. */
  readonly before: number;
  readonly since: number;
}

/** A description that cannot be read is none: its times are then taken for the home's. */
function describedZone(lines: readonly string[], budget: Budget): [name: string, toInstant: ToInstant][] {
  try {
    const zone = readComponent(lines);
    const name = textOf(zone, "tzid");
    const halves = zone.parts.map(halfOf);
    return halves.length === 0 ? [] : [[name, (local) => instantIn(halves, local, budget)]];
  } catch {
    return [];
  }
}

function halfOf(part: Component): Half {
  const [start] = localTimes(part, "dtstart");
  if (!start) throw new RangeError("a zone's half begins");
  const given = firstOf(part, "rrule");
  const read = given && ruleOf(given);
  return {
    start,
    rule: read ? { ...read.rule, until: read.until && dayNumber(read.until.date) } : null,
    dates: [start, ...localTimes(part, "rdate")],
    before: offsetOf(part, "tzoffsetfrom"),
    since: offsetOf(part, "tzoffsetto"),
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

function lastBegin(half: Half, local: Temporal.PlainDateTime, budget: Budget): Temporal.PlainDateTime | undefined {
  const day = dayNumber(local.toPlainDate());
  const range = { first: day - 800, until: day + 1 };
  const byRule = half.rule ? daysOf(half.rule, dayNumber(half.start.toPlainDate()), { range, budget }) : [];
  const begins = [...half.dates, ...byRule.map((one) => dateOf(one).toPlainDateTime(half.start.toPlainTime()))];
  return begins
    .filter((begin) => Temporal.PlainDateTime.compare(begin, local) <= 0)
    .toSorted(Temporal.PlainDateTime.compare)
    .at(-1);
}
