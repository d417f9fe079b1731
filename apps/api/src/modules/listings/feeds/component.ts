import ICAL from "ical.js";
import { z } from "zod";
import type { Rule } from "./recurrence.ts";

/** One property of a component: its values, and the zone that it names. */
export interface Property {
  readonly name: string;
  readonly zone: string | null;
  readonly values: readonly unknown[];
}

export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly parts: readonly Component[];
}

/** A date, or a time of day on one; `Z` is the zone UTC. */
export interface Moment {
  readonly date: Temporal.PlainDate;
  readonly time: Temporal.PlainTime | null;
  readonly zone: string | null;
}

/** Reads the lines of one component; throws where they are not one. */
export function readComponent(lines: readonly string[]): Component {
  const parsed: unknown = ICAL.parse(lines.join("\r\n"));
  return JCal.parse(parsed);
}

const JProperty = z
  .tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown())
  .transform(([name, { tzid }, _type, ...values]): Property => {
    return { name, zone: typeof tzid === "string" ? tzid : null, values };
  });

/** jCal, RFC 7265: what ical.js makes of lines. */
const JCal: z.ZodType<Component> = z.lazy(() =>
  z
    .tuple([z.string(), z.array(JProperty), z.array(JCal)])
    .transform(([name, properties, parts]): Component => ({ name, properties, parts })),
);

export const propertiesOf = ({ properties }: Component, name: string): readonly Property[] =>
  properties.filter((property) => property.name === name);

export const firstOf = (component: Component, name: string): Property | undefined =>
  component.properties.find((property) => property.name === name);

/** An empty one where there is none. */
export function textOf(component: Component, name: string): string {
  const value = firstOf(component, name)?.values[0];
  return typeof value === "string" ? value.trim() : "";
}

/** The dates and times of a property; throws for one that does not exist, and for periods. */
export const momentsOf = ({ values, zone }: Property): readonly Moment[] =>
  values.map((value): Moment => {
    const text = z.string().parse(value);
    const date = earthly(Temporal.PlainDate.from(text.slice(0, 10), { overflow: "reject" }));
    // `DTSTART:20261215` should be a time and is a date all the same; ical.js makes this of it.
    if (text.length === 10 || text.endsWith("T::")) return { date, time: null, zone: null };
    const [, local = "", utc = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z?)$/.exec(text) ?? [];
    return { date, time: Temporal.PlainDateTime.from(local).toPlainTime(), zone: utc === "Z" ? "UTC" : zone };
  });

/** Calendars of other centuries are not about stays. */
function earthly(date: Temporal.PlainDate): Temporal.PlainDate {
  if (date.year < 1600 || date.year > 9999) throw new RangeError(`${date.toString()} is not a date of a stay`);
  return date;
}

const list = <S extends z.ZodType>(item: S) =>
  z
    .union([item, z.array(item)])
    .optional()
    .transform((value): z.output<S>[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const Weekday = z.enum(weekdays).transform((name) => weekdays.indexOf(name));
const NthWeekday = z
  .string()
  .regex(/^[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)$/)
  .transform((text) => ({ ordinal: Number(text.slice(0, -2) || 0), weekday: Weekday.parse(text.slice(-2)) }));
const within = (most: number) => list(z.int().min(-most).max(most));

// Rules by the hour, by the number of a week and by what is not known here are not guessed at.
const JRule = z.strictObject({
  freq: z.enum(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
  interval: z.int().min(1).max(1000).default(1),
  count: z.int().min(1).max(10_000).optional(),
  until: z.string().optional(),
  bymonth: list(z.int().min(1).max(12)),
  bymonthday: within(31),
  byyearday: within(366),
  byday: list(NthWeekday),
  bysetpos: within(366),
  wkst: z.union([Weekday, z.int().transform((sundayIsOne) => (sundayIsOne + 5) % 7)]).default(0),
});

/** A rule, but for its end: that depends on the zone. */
export interface RuleOf {
  readonly rule: Omit<Rule, "until">;
  readonly until: Moment | null;
}

/** The rule of a property; throws for one that is not about days. */
export function ruleOf({ values, zone }: Property): RuleOf {
  const parsed = JRule.parse(plain(values[0]));
  if (parsed.byyearday.length > 0 && parsed.freq !== "YEARLY") throw new RangeError("BYYEARDAY is for years");
  const { freq, interval, count = null, until } = parsed;
  return {
    rule: {
      ...{ freq, interval, count, byMonth: parsed.bymonth, byMonthDay: parsed.bymonthday },
      ...{ byYearDay: parsed.byyearday, byDay: parsed.byday, bySetPos: parsed.bysetpos, weekStart: parsed.wkst },
    },
    until: until === undefined ? null : (momentsOf({ name: "until", zone, values: [until] })[0] ?? null),
  };
}

/** ical.js makes objects of its own of rules. */
const plain = (value: unknown): unknown => {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  return copy;
};
