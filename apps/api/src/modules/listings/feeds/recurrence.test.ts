import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { readComponent, ruleOf } from "./component.ts";
import { dateOf, dayNumber, daysOf, TooMuchWork } from "./recurrence.ts";

const day = (text: string) => dayNumber(Temporal.PlainDate.from(text));
const everything = { first: day("1990-01-01"), until: day("2030-01-01") };

function ruleIn(text: string) {
  const [property] = readComponent(["BEGIN:VEVENT", `RRULE:${text}`, "END:VEVENT"]).properties;
  if (!property) throw new Error("there is no rule");
  const { rule, until } = ruleOf(property);
  return { ...rule, until: until && dayNumber(until.date) };
}

const days = (start: string, text: string, range = everything, most = 1_000_000) =>
  daysOf(ruleIn(text), day(start), { range, budget: { days: most } }).map((one) => dateOf(one).toString());

// RFC 5545, 3.8.5.3: the examples that are about days, with the dates that it gives.
test.each([
  ["1997-09-02", "FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04"],
  ["1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"],
  ["1997-09-02", "FREQ=WEEKLY;COUNT=3", "1997-09-02 1997-09-09 1997-09-16"],
  [
    "1997-09-02",
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02 1997-10-07",
  ],
  [
    "1997-09-02",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16",
  ],
  ["1997-09-05", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 1997-12-05"],
  [
    "1997-09-07",
    "FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1SU,-1SU",
    "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25",
  ],
  ["1997-09-22", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17"],
  ["1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28 1997-10-29 1997-11-28"],
  ["1997-09-02", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "1997-09-02 1997-09-15 1997-10-02 1997-10-15"],
  ["1997-09-30", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01"],
  ["1997-06-10", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10 1997-07-10 1998-06-10 1998-07-10"],
  [
    "1997-01-01",
    "FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200",
    "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09",
  ],
  ["1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19 1998-05-18 1999-05-17"],
  ["1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4", "1997-03-13 1997-03-20 1997-03-27 1998-03-05"],
  ["1998-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1998-02-13 1998-03-13 1998-11-13"],
  [
    "1996-11-05",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
    "1996-11-05 2000-11-07 2004-11-02",
  ],
  ["1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06"],
  ["1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"],
  ["1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"],
  ["2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"],
  ["2024-02-29", "FREQ=YEARLY;COUNT=2", "2024-02-29 2028-02-29"],
  ["2026-01-31", "FREQ=DAILY;BYMONTH=2;BYDAY=SA;COUNT=2", "2026-02-07 2026-02-14"],
  ["2026-12-31", "FREQ=YEARLY;BYYEARDAY=-1;COUNT=2", "2026-12-31 2027-12-31"],
])("from %s by %s", (start, text, expected) => {
  expect(days(start, text).join(" ")).toBe(expected);
});

test.each([
  "FREQ=SECONDLY",
  "FREQ=HOURLY;COUNT=2",
  "FREQ=DAILY;BYHOUR=9,17",
  "FREQ=YEARLY;BYWEEKNO=20",
  "FREQ=MONTHLY;BYYEARDAY=1",
  "FREQ=DAILY;INTERVAL=100000",
  "FREQ=YEARLY;BYMONTH=13",
  "COUNT=3",
  "",
])("%s is not guessed at", (text) => {
  expect(() => days("2026-01-01", text)).toThrow(Error);
});

test("work is bounded, also for a rule that never comes", () => {
  expect(days("2026-01-30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).toEqual([]);
  expect(() => days("1990-01-01", "FREQ=DAILY;COUNT=10000", everything, 1000)).toThrow(TooMuchWork);
  const near = { first: day("2026-01-01"), until: day("2026-01-03") };
  // Without a count, what lies before the range costs nothing.
  expect(days("1700-01-01", "FREQ=DAILY", near, 10)).toEqual(["2026-01-01", "2026-01-02"]);
});

const names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const some = <T>(items: readonly T[]) =>
  fc.option(fc.subarray([...items], { minLength: 1, maxLength: 3 }), { nil: [] });
const part = (name: string, values: readonly (string | number)[]) =>
  values.length === 0 ? [] : [`${name}=${values.join(",")}`];
const shape = fc.oneof(
  fc.record({
    freq: fc.constant("DAILY"),
    days: fc.constant([]),
    monthDays: fc.constant([]),
    months: some([2, 6, 11]),
  }),
  fc.record({ freq: fc.constant("WEEKLY"), days: some(names), monthDays: fc.constant([]), months: fc.constant([]) }),
  fc.record({
    freq: fc.constant("MONTHLY"),
    days: fc.constant([]),
    monthDays: some([1, 13, 28]),
    months: fc.constant([]),
  }),
  fc.record({
    freq: fc.constant("MONTHLY"),
    days: some(names.map((name) => `2${name}`)),
    monthDays: fc.constant([]),
    months: fc.constant([]),
  }),
);

test("where another reader of rules has an answer, it is the same", () => {
  const start = fc.integer({ min: day("2020-01-01"), max: day("2024-12-31") }).map((one) => dateOf(one).toString());
  fc.assert(
    fc.property(
      shape,
      start,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 12 }),
      (rule, from, every, count) => {
        const text = [
          `FREQ=${rule.freq};INTERVAL=${every};COUNT=${count}`,
          ...part("BYDAY", rule.days),
          ...part("BYMONTHDAY", rule.monthDays),
          ...part("BYMONTH", rule.months),
        ].join(";");
        const ours = days(from, text, { first: day("1990-01-01"), until: day("2100-01-01") });
        // What DTSTART is that the rule does not take, the RFC leaves open.
        fc.pre(ours[0] === from);
        const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(from));
        const theirs: string[] = [];
        for (let next = iterator.next(); next; next = iterator.next()) theirs.push(next.toString());
        expect(ours).toEqual(theirs);
      },
    ),
    { numRuns: 300 },
  );
});

test("a window shows of a rule what is in it", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3000 }), (rule, every, offset) => {
      const text = [
        `FREQ=${rule.freq};INTERVAL=${every}`,
        ...part("BYDAY", rule.days),
        ...part("BYMONTHDAY", rule.monthDays),
        ...part("BYMONTH", rule.months),
      ].join(";");
      const first = day("2020-01-15") + offset;
      const all = days("2020-01-15", text, { first: day("2020-01-01"), until: first + 100 });
      const window = days("2020-01-15", text, { first, until: first + 100 });
      expect(window).toEqual(all.filter((one) => one >= dateOf(first).toString()));
    }),
  );
});
