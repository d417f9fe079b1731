import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeFeed } from "./feed-text.ts";
import { type ReadFeed, readFeed } from "./read-feed.ts";

const today = "2026-11-20";

/** Written down by hand from the files, before there was a reader: nights are [first, until). */
type Night = readonly [uid: string, first: string, until: string, part?: string];
interface Expected {
  readonly file: string;
  readonly what: string;
  readonly zone?: string;
  readonly nights: readonly Night[];
  readonly unread?: readonly (string | null)[];
}

const table: readonly Expected[] = [
  {
    file: "airbnb",
    what: "DTEND is the day of departure; folded lines, CRLF",
    nights: [
      ["1418fb94e984-4a0f8c8d2d7a7a3b2f0d@airbnb.com", "2026-12-04", "2026-12-07"],
      ["7f662ec65913-c1e4f8ab0be7d4a51ea2c1b6a2f8d9e0@airbnb.com", "2026-12-20", "2027-01-03"],
      ["1418fb94e984-0c0ffee00c0ffee00c0ff@airbnb.com", "2027-01-03", "2027-01-04"],
    ],
  },
  { file: "airbnb-nothing-taken", what: "an empty calendar is a calendar", nights: [] },
  {
    file: "booking-com",
    what: "LF, no DTSTAMP; the last night of February",
    nights: [
      ["8f4a1c0d9b7e6f5a4b3c2d1e0f9a8b7c@booking.com", "2026-12-01", "2026-12-03"],
      ["0a1b2c3d4e5f60718293a4b5c6d7e8f9@booking.com", "2027-02-28", "2027-03-01"],
    ],
  },
  {
    file: "vrbo",
    what: "stays and blocks",
    nights: [
      ["3a5f2f0e-0d2f-4f0d-9b1d-2f6a3a1b0c9d", "2026-12-11", "2026-12-14"],
      ["b1f0c7d2-55aa-4b60-8d3a-9a3f21f7e6d4", "2027-04-01", "2027-05-01"],
    ],
  },
  {
    file: "hours-in-utc",
    what: "hours of UTC are dates in Oslo",
    nights: [
      ["stay-1", "2026-12-05", "2026-12-08"],
      ["late-arrival", "2026-12-11", "2026-12-12"],
      ["same-day", "2026-12-15", "2026-12-16"],
      ["until-midnight", "2026-12-16", "2026-12-17"],
    ],
  },
  {
    file: "hours-in-utc-auckland",
    what: "the same hours are other dates in Auckland",
    zone: "Pacific/Auckland",
    nights: [
      ["stay-1", "2026-12-06", "2026-12-08"],
      ["late-arrival", "2026-12-11", "2026-12-12"],
      ["same-day", "2026-12-15", "2026-12-16"],
      ["until-midnight", "2026-12-17", "2026-12-18"],
    ],
  },
  {
    file: "google",
    what: "what is shown as free or was called off takes nothing",
    nights: [
      ["4q2v8h6j1k9l0m3n5p7r@google.com", "2026-12-18", "2026-12-21"],
      ["timed0timed0timed0@google.com", "2027-01-10", "2027-01-12"],
    ],
  },
  {
    file: "google-recurring",
    what: "a rule with a date left out, one moved and one called off",
    nights: [
      ["weekends@google.com", "2026-12-04", "2026-12-06", "2026-12-04"],
      ["weekends@google.com", "2026-12-12", "2026-12-15", "2026-12-11"],
      ["weekends@google.com", "2026-12-25", "2026-12-27", "2026-12-25"],
    ],
  },
  {
    file: "outlook",
    what: "a byte order mark, and zones that only the file knows",
    nights: [
      ["040000008200E00074C5B7101A82E00800000000A1", "2026-12-09", "2026-12-11"],
      ["040000008200E00074C5B7101A82E00800000000A3", "2027-01-15", "2027-01-16"],
      ["040000008200E00074C5B7101A82E00800000000A2", "2027-07-05", "2027-07-06"],
    ],
  },
  {
    file: "apple",
    what: "two weeks each summer, until 2028; its alarm is no stay",
    nights: [
      ["7A1B9C52-0C5E-4B0E-9E55-3D6C5E0B2F11", "2027-07-10", "2027-07-24", "2027-07-10"],
      ["7A1B9C52-0C5E-4B0E-9E55-3D6C5E0B2F11", "2028-07-10", "2028-07-24", "2028-07-10"],
    ],
  },
  {
    file: "floating",
    what: "hours of no zone, or of one that nobody knows, are the home's",
    nights: [
      ["floating", "2026-12-01", "2026-12-04"],
      ["zone-that-nobody-knows", "2026-12-06", "2026-12-07"],
      ["zone-with-a-prefix", "2026-12-10", "2026-12-11"],
      ["through-the-hour-that-is-twice", "2027-10-30", "2027-10-31"],
    ],
  },
  {
    file: "durations",
    what: "DURATION, and no end at all",
    nights: [
      ["two-days", "2026-12-01", "2026-12-03"],
      ["a-week", "2026-12-05", "2026-12-12"],
      ["twenty-hours", "2026-12-15", "2026-12-16"],
      ["day-without-an-end", "2026-12-20", "2026-12-21"],
      ["day-that-ends-as-it-begins", "2026-12-24", "2026-12-25"],
    ],
  },
  {
    file: "rules",
    what: "days, months, positions, dates by name",
    nights: [
      ["every-other-day", "2026-12-01", "2026-12-02", "2026-12-01"],
      ["days-by-name", "2026-12-02", "2026-12-03", "2026-12-02"],
      ["every-other-day", "2026-12-03", "2026-12-04", "2026-12-03"],
      ["every-other-day", "2026-12-05", "2026-12-06", "2026-12-05"],
      ["days-by-name", "2026-12-09", "2026-12-10", "2026-12-09"],
      ["second-saturday", "2026-12-12", "2026-12-13", "2026-12-12"],
      ["days-by-name", "2026-12-16", "2026-12-17", "2026-12-16"],
      ["without-the-first", "2026-12-17", "2026-12-18", "2026-12-17"],
      ["last-working-day", "2026-12-31", "2027-01-01", "2026-12-31"],
      ["the-31st", "2026-12-31", "2027-01-01", "2026-12-31"],
      ["without-the-first", "2026-12-31", "2027-01-01", "2026-12-31"],
      ["second-saturday", "2027-01-09", "2027-01-10", "2027-01-09"],
      ["last-working-day", "2027-01-29", "2027-01-30", "2027-01-29"],
      ["the-31st", "2027-01-31", "2027-02-01", "2027-01-31"],
      ["second-saturday", "2027-02-13", "2027-02-14", "2027-02-13"],
      ["last-working-day", "2027-02-26", "2027-02-27", "2027-02-26"],
      ["second-saturday", "2027-03-13", "2027-03-14", "2027-03-13"],
      ["the-31st", "2027-03-31", "2027-04-01", "2027-03-31"],
    ],
  },
  {
    file: "duplicates",
    what: "the highest SEQUENCE of a UID counts; of equals all do",
    nights: [
      ["moved", "2026-12-10", "2026-12-12"],
      ["one-uid-for-all", "2026-12-15", "2026-12-17"],
      ["one-uid-for-all", "2026-12-22", "2026-12-24", "#2"],
      ["twice-the-same", "2027-01-05", "2027-01-06"],
    ],
  },
  {
    file: "broken-beside-good",
    what: "what cannot be read is counted, the rest is read",
    unread: [
      ...["ends-before-it-begins", "the-13th-month", "30th-of-february", "never-begins"],
      ...["every-second", "a-rule-of-nothing"],
    ],
    nights: [
      ["2026-12-05/2026-12-06", "2026-12-05", "2026-12-06"],
      ["good", "2026-12-12", "2026-12-14"],
    ],
  },
  { file: "latin-1", what: "another encoding", nights: [["grünerløkka-1", "2026-12-01", "2026-12-04"]] },
  {
    file: "untidy",
    what: "lower case, lines broken by hand, alarms, tasks",
    nights: [
      ["lower-case", "2026-12-01", "2026-12-02"],
      ["folded-with-a-tab-and-a-space", "2026-12-05", "2026-12-06"],
      ["with-an-alarm", "2026-12-10", "2026-12-12"],
      ["date-without-saying-so", "2026-12-15", "2026-12-17"],
    ],
  },
  {
    file: "past-and-far",
    what: "what is over is left out, what has no end is cut",
    nights: [
      ["since-ever", "2025-01-01", "2026-12-01"],
      ["leaves-tomorrow", "2026-11-15", "2026-11-21"],
      ["old-rule", "2026-12-31", "2027-01-02", "2026-12-31"],
      ["old-rule", "2027-12-31", "2028-01-02", "2027-12-31"],
      ["for-ever", "2028-01-01", "2030-01-01"],
      ["old-rule", "2028-12-31", "2029-01-02", "2028-12-31"],
      ["old-rule", "2029-12-31", "2030-01-01", "2029-12-31"],
    ],
  },
  {
    file: "echoes",
    what: "what comes back from us is read as it is",
    nights: [
      ["0194f0a0-0000-7000-8000-000000000001@0194f0a0-0000-7000-8000-00000000000a.roost", "2026-12-04", "2026-12-07"],
      ["real@airbnb.com", "2026-12-10", "2026-12-12"],
    ],
  },
  {
    file: "several-calendars",
    what: "two calendars in one file",
    nights: [
      ["in-the-first", "2026-12-01", "2026-12-02"],
      ["in-the-second", "2026-12-03", "2026-12-04"],
    ],
  },
];

const read = (file: string, timeZone = "Europe/Oslo"): ReadFeed => {
  const body = readFileSync(new URL(`fixtures/${file}.ics`, import.meta.url));
  return readFeed(decodeFeed(body, "text/calendar"), { timeZone, today });
};

const nightsOf = ({ events }: ReadFeed): Night[] =>
  events.map(({ uid, first, until, part }) => (part === "" ? [uid, first, until] : [uid, first, until, part]));

describe("feeds after the public shapes of others", () => {
  test.each(table)("$file: $what", ({ file, zone, nights, unread = [] }) => {
    const feed = read(file, zone);
    expect(nightsOf(feed)).toEqual(nights);
    expect([feed.kind, feed.unread]).toEqual(["whole", unread]);
  });

  test("a file that breaks off is no whole one, though what is there counts", () => {
    const feed = read("truncated");
    expect(nightsOf(feed)).toEqual([["whole@airbnb.com", "2026-12-04", "2026-12-07"]]);
    expect(feed.kind).toBe("cut_off");
  });

  test("a page of words is no calendar", () => {
    expect(read("error-page")).toEqual({ kind: "no_calendar", unread: [], events: [] });
  });
});

const oslo = ["STANDARD:16010101T030000:+0200:+0100:10", "DAYLIGHT:16010101T020000:+0100:+0200:3"];
/** A zone that only the feed knows, as Exchange writes it, with more lines for each half. */
const exchange = (...more: readonly string[]) => [
  ...["BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time"],
  ...oslo.flatMap((half) => {
    const [name, start, from, to, month] = half.split(":");
    const offsets = [`DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`];
    return [`BEGIN:${name}`, ...offsets, `RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=${month}`, ...more, `END:${name}`];
  }),
  "END:VTIMEZONE",
];
const compact = (date: Temporal.PlainDate) => date.toString().replaceAll("-", "");
/** Stays of three hours before midnight until an hour after it. */
const evenings = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const date = Temporal.PlainDate.from(today).add({ days: 1 + 2 * index });
    const at = (day: Temporal.PlainDate, hour: string) => `;TZID=W. Europe Standard Time:${compact(day)}T${hour}0000`;
    const times = [`DTSTART${at(date, "21")}`, `DTEND${at(date.add({ days: 1 }), "01")}`];
    return ["BEGIN:VEVENT", `UID:${index}`, ...times, "END:VEVENT"].join("\r\n");
  });
const calendarOf = (...lines: readonly string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const home = { timeZone: "Europe/Oslo", today };

test("hundreds of events in a zone that only the feed knows are read, summer and winter", () => {
  const { kind, events } = readFeed(calendarOf(...exchange(), ...evenings(500)), home);
  expect([kind, events.length]).toEqual(["whole", 500]);
  const nights = events.filter(({ first, until }) => Date.parse(until) - Date.parse(first) === 86_400_000);
  expect(nights).toHaveLength(500);
});

test("a zone of ten thousand dates keeps nobody busy", () => {
  const dates = Array.from({ length: 10_000 }, (_, index) => {
    const date = Temporal.PlainDate.from("1970-01-01").add({ days: index });
    return `RDATE:${compact(date)}T020000`;
  });
  expect(readFeed(calendarOf(...exchange(...dates), ...evenings(600)), home).kind).toBe("too_much");
});

test("a single time that is called off may be named in another zone than its rule", () => {
  const midnight = (date: string) => `;TZID=Europe/Oslo:${date}T000000`;
  const { events } = readFeed(
    calendarOf(
      ...["BEGIN:VEVENT", "UID:a", `DTSTART${midnight("20261207")}`, `DTEND${midnight("20261208")}`],
      ...["RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT"],
      ...["BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20261213T230000Z", "STATUS:CANCELLED"],
      ...["DTSTART:20261213T230000Z", "DTEND:20261214T230000Z", "END:VEVENT"],
    ),
    home,
  );
  expect(events.map(({ first }) => first)).toEqual(["2026-12-07", "2026-12-21"]);
});
