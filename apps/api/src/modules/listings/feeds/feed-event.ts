import { createHash } from "node:crypto";
import { z } from "zod";
import {
  firstOf,
  type Moment,
  momentsOf,
  propertiesOf,
  type RuleOf,
  readComponent,
  ruleOf,
  textOf,
} from "./component.ts";

/** One event of a feed, as it stands there. */
export interface FeedEvent {
  readonly uid: string | null;
  readonly sequence: number;
  readonly start: Moment;
  readonly end: Moment | null;
  readonly duration: Temporal.Duration | null;
  readonly rules: readonly RuleOf[];
  readonly dates: readonly Moment[];
  readonly without: readonly Moment[];
  /** Which one of the times of a repeated event it is about. */
  readonly instead: Moment | null;
  /** It was called off, or does not make its time busy. */
  readonly isFree: boolean;
}

/** Reads an event's lines; throws where they make no sense. */
export function readEvent(lines: readonly string[]): FeedEvent {
  const event = readComponent(["BEGIN:VEVENT", ...lines, "END:VEVENT"]);
  const all = (name: string) => propertiesOf(event, name).flatMap(momentsOf);
  const isOf = (name: string, value: string) => textOf(event, name).toLowerCase() === value;
  const [start] = all("dtstart");
  if (!start) throw new RangeError("an event has a begin");
  const recurrence = firstOf(event, "recurrence-id");
  const duration = firstOf(event, "duration")?.values[0];
  const sequence = Number(firstOf(event, "sequence")?.values[0] ?? 0);
  return {
    uid: uidIn(lines),
    sequence: Number.isSafeInteger(sequence) ? sequence : 0,
    start,
    end: all("dtend")[0] ?? null,
    duration: duration === undefined ? null : Temporal.Duration.from(z.string().parse(duration)),
    rules: propertiesOf(event, "rrule").map(ruleOf),
    dates: all("rdate"),
    without: all("exdate"),
    instead: recurrence ? (momentsOf(recurrence)[0] ?? null) : null,
    isFree: isOf("status", "cancelled") || isOf("transp", "transparent"),
  };
}

const longest = 255;

/** The UID among an event's lines, also of one that cannot be read otherwise; long ones by their hash. */
export function uidIn(lines: readonly string[]): string | null {
  const line = lines.find((one) => /^uid[;:]/i.test(one));
  if (line === undefined) return null;
  const text = line.slice(line.indexOf(":") + 1).trim();
  const clean = text.toWellFormed().replaceAll(/\p{Cc}/gu, "");
  if (clean === "") return null;
  return clean.length > longest ? createHash("sha256").update(clean).digest("hex") : clean;
}
