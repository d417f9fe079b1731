import type { CalendarFile } from "@roost/contract";
import ICAL from "ical.js";

/** A calendar in iCalendar form (RFC 5545). DTEND is the day after the last night. */
export function writeCalendar({ title, events }: CalendarFile): string {
  const calendar = new ICAL.Component("vcalendar");
  for (const [name, value] of Object.entries({
    ...{ version: "2.0", prodid: "-//Roost//Calendar//EN", calscale: "GREGORIAN", method: "PUBLISH" },
    ...{ "x-wr-calname": escaped(title), "x-published-ttl": "PT1H" },
  })) {
    calendar.addPropertyWithValue(name, value);
  }
  for (const event of events) calendar.addSubcomponent(componentOf(event));
  return `${calendar.toString()}\r\n`;
}

function componentOf({ uid, at, first, until, kind, sequence }: CalendarFile["events"][number]) {
  const component = new ICAL.Component("vevent");
  component.addPropertyWithValue("uid", uid);
  component.addPropertyWithValue("dtstamp", ICAL.Time.fromJSDate(new Date(at), true));
  component.addPropertyWithValue("dtstart", ICAL.Time.fromDateString(first));
  component.addPropertyWithValue("dtend", ICAL.Time.fromDateString(until));
  component.addPropertyWithValue("summary", kind === "stay" ? "Reserved" : "Not available");
  component.addPropertyWithValue("sequence", sequence);
  component.addPropertyWithValue("transp", "OPAQUE");
  return component;
}

/** Properties that are not of the standard are written as they are: a line end in a title must not become one here. */
const escaped = (title: string): string =>
  title
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/\r\n|[\r\n\u2028\u2029]/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
