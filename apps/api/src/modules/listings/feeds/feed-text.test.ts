import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeFeed, splitFeed } from "./feed-text.ts";
import { readFeed } from "./read-feed.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const home = { timeZone: "Europe/Oslo", today: "2026-11-20" };
const calendar = (...lines: string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];

test("UTF-8 is read as such whatever the server says, and other encodings by their name", () => {
  expect(decodeFeed(bytes("blåbær"), "text/calendar; charset=iso-8859-1")).toBe("blåbær");
  expect(decodeFeed(bytes("blåbær", "latin1"), "text/calendar; charset=iso-8859-1")).toBe("blåbær");
  expect(decodeFeed(bytes("blåbær", "latin1"), 'text/calendar;charset="no-such"')).toBe("blåbær");
  expect(decodeFeed(bytes("blåbær", "latin1"), undefined)).toBe("blåbær");
  expect(decodeFeed(new Uint8Array([0xff, 0xfe, 0x62, 0, 0xe5, 0]), "text/calendar; charset=utf-16le")).toBe("bå");
  expect(decodeFeed(new Uint8Array([0xef, 0xbb, 0xbf, 0x62]), undefined)).toBe("b");
});

test("an event that is never closed ends with its calendar, and counts for nothing", () => {
  const text = calendar("BEGIN:VEVENT", "UID:open", "DTSTART;VALUE=DATE:20261201", ...event("UID:in"));
  expect(splitFeed(text)).toMatchObject({ kind: "whole", events: [] });
  expect(splitFeed("END:VEVENT\nEND:VCALENDAR").kind).toBe("no_calendar");
  expect(splitFeed("BEGIN:VEVENT\nUID:a\nEND:VEVENT")).toMatchObject({ kind: "no_calendar", events: [] });
});

test("a long or strange UID has a form that can be stored", () => {
  const read = (uid: string) => readFeed(calendar(...event(`UID:${uid}`, "DTSTART;VALUE=DATE:20261201")), home);
  expect(read("x".repeat(300)).events[0]?.uid).toMatch(/^[0-9a-f]{64}$/);
  expect(read("a\u0000b\u0007").events[0]?.uid).toBe("ab");
  expect(read("a\ud800").events[0]?.uid).toBe("a\ufffd");
  expect(read(" ").events[0]?.uid).toBe("2026-12-01/2026-12-02");
});

test("what is too much is given up as a whole", () => {
  const rule = (index: number) =>
    event(`UID:${index}`, "DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=DAILY;UNTIL=20291201");
  const many = calendar(...Array.from({ length: 6 }, (_, index) => rule(index)).flat());
  expect(readFeed(many, home)).toEqual({ kind: "too_much", events: [], unread: [] });
  const never = (index: number) =>
    event(`UID:${index}`, "DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY;COUNT=10000;BYMONTH=2;BYMONTHDAY=30");
  const slow = calendar(...Array.from({ length: 25 }, (_, index) => never(index)).flat());
  expect(readFeed(slow, home).kind).toBe("too_much");
});

test("a range of the future only, a period and a month of hours are not guessed at", () => {
  const broken = [
    ["DTSTART;VALUE=DATE:20261201", "RDATE;VALUE=PERIOD:20261201T100000Z/PT1H"],
    ["DTSTART;VALUE=DATE:16001201x", "DURATION:-P1D"],
    ["DTSTART;VALUE=DATE:20261201", "DURATION:garbage"],
    ["DTSTART:20261201T250000Z"],
    ["DTSTART;VALUE=DATE:00011201", "DTEND;VALUE=DATE:20261201"],
    ["no line at all"],
  ];
  const text = calendar(...broken.flatMap((lines, index) => event(`UID:${index}`, ...lines)));
  expect(readFeed(text, home)).toEqual({ kind: "whole", events: [], unread: ["0", "1", "2", "3", "4", "5"] });
});

test("whatever comes, reading ends with nights in order, each of them whole and ahead", () => {
  const word = fc.constantFrom(
    ...["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE"],
    ...["UID:a", "UID:b", "DTSTART;VALUE=DATE:20261201", "DTSTART:20261203T150000Z", "DTEND;VALUE=DATE:20261205"],
    ...["DTEND;TZID=Europe/Oslo:20270101T120000", "DTSTART;TZID=Mars:20261210T120000", "DURATION:P3D", "SEQUENCE:3"],
    ...["RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "EXDATE:20261201", "TZID:Mars"],
    ...["RECURRENCE-ID;VALUE=DATE:20261208", "STATUS:CANCELLED", "BEGIN:STANDARD", "END:STANDARD", " folded", "\u0000"],
    ...["TZOFFSETFROM:+0100", "TZOFFSETTO:-0930", "DTSTART:16010101T020000", "\ud800", ";;;", ":", 'X;Y="Z:1'],
  );
  const line = fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom("\r\n", "\n", "\r"), (lines, end) => {
      const { events } = readFeed(["BEGIN:VCALENDAR", "BEGIN:VEVENT", ...lines].join(end), home);
      for (const { uid, first, until } of events) {
        expect(uid).not.toBe("");
        expect(first < until && until > home.today).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});
