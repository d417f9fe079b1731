import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../platform/errors.ts";
import { dateOf, dayOf, weekdayBit } from "./local-days.ts";
import { rulesOn, type SeasonRule } from "./season-rules.ts";
import { checkStay, checkStayDates, lastCheckIn, localDate, type StayRequest, todayAnywhere } from "./stay-rules.ts";

const today = "2026-11-20";
const stay: StayRequest = {
  checkIn: "2026-12-01",
  checkOut: "2026-12-04",
  guests: { adults: 2, children: 0 },
  today,
  listing: { minNights: 2, maxNights: 14, maxGuests: 4, advanceNoticeDays: 0, bookingWindowDays: 731, stayRules: [] },
};

test("a stay within the rules answers its nights", () => {
  expect(checkStay(stay)).toBe(3);
  expect(checkStay({ ...stay, checkIn: today, checkOut: "2026-11-22" })).toBe(2);
  expect(checkStay({ ...stay, checkIn: "2028-11-20", checkOut: "2028-11-22" })).toBe(2);
  expect(checkStay({ ...stay, guests: { adults: 2, children: 2 } })).toBe(3);
});

test("nights are calendar days, whatever the clocks do", () => {
  expect(checkStay({ ...stay, checkIn: "2027-03-27", checkOut: "2027-03-29" })).toBe(2);
  expect(checkStay({ ...stay, checkIn: "2028-02-28", checkOut: "2028-03-01" })).toBe(2);
});

test.each([
  ["min_nights", { checkOut: "2026-12-02" }],
  ["max_nights", { checkOut: "2026-12-16" }],
  ["max_guests", { guests: { adults: 3, children: 2 } }],
  ["check_in_past", { checkIn: "2026-11-19", checkOut: "2026-11-22" }],
  ["too_far_ahead", { checkIn: "2028-11-21", checkOut: "2028-11-24" }],
])("names the broken rule %s", (rule, change) => {
  expect(() => checkStay({ ...stay, ...change })).toThrow(
    expect.objectContaining({
      code: "stay.rule",
      details: { rules: [rule] },
      issues: [expect.objectContaining({ code: rule })],
    }),
  );
});

test("names every broken rule at once", () => {
  const change = { checkIn: "2026-11-01", checkOut: "2027-11-10", guests: { adults: 9, children: 0 } };
  expect(() => checkStay({ ...stay, ...change })).toThrow(
    expect.objectContaining({ details: { rules: ["check_in_past", "too_long", "max_nights", "max_guests"] } }),
  );
});

test.each(["2026-12-01", "2026-11-30"])("a check-out on %s is not after the check-in", (checkOut) => {
  expect(() => checkStay({ ...stay, checkOut })).toThrow(expect.objectContaining({ code: "stay.invalid_range" }));
});

test("for the whole world only what is over everywhere is past", () => {
  const somewhere = { earliest: "2026-11-19", latest: "2026-11-20" };
  expect(checkStayDates({ checkIn: "2026-11-19", checkOut: "2026-11-21" }, somewhere)).toBe(2);
  expect(() => checkStayDates({ checkIn: "2026-11-18", checkOut: "2026-11-21" }, somewhere)).toThrow(
    expect.objectContaining({ details: { rules: ["check_in_past"] } }),
  );
});

test("a local date is the one in the home's zone", () => {
  const instant = new Date("2026-11-20T11:30:00Z");
  expect(localDate(instant, "Pacific/Kiritimati")).toBe("2026-11-21");
  expect(localDate(instant, "Europe/Oslo")).toBe("2026-11-20");
  expect(localDate(instant, "Pacific/Pago_Pago")).toBe("2026-11-20");
  expect(localDate(instant, "-12:00")).toBe("2026-11-19");
});

test("what is worked out by hand for every search is what Temporal says", () => {
  const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2200, 0) });
  fc.assert(
    fc.property(instants, (ms) => {
      const now = new Date(ms);
      const { earliest, latest } = todayAnywhere(now);
      expect([earliest, latest]).toEqual([localDate(now, "-12:00"), localDate(now, "+14:00")]);
      expect(lastCheckIn(latest)).toBe(Temporal.PlainDate.from(latest).add({ years: 2 }).toString());
    }),
    { examples: [[Date.UTC(2028, 1, 29, 5)], [Date.UTC(2027, 11, 31, 23)]], numRuns: 1000 },
  );
});

const season: SeasonRule = {
  ...{ first: "2026-12-01", until: "2026-12-08", weekdays: 127, minNights: null, maxNights: null },
  ...{ closedToArrival: false, closedToDeparture: false },
};
const inSeason = (...rules: readonly Partial<SeasonRule>[]) => ({
  ...stay,
  listing: { ...stay.listing, stayRules: rules.map((rule) => ({ ...season, ...rule })) },
});
const tuesday = 2;

test.each([
  ["advance_notice", { listing: { ...stay.listing, advanceNoticeDays: 12 } }],
  ["booking_window", { listing: { ...stay.listing, bookingWindowDays: 10 } }],
  ["closed_to_arrival", inSeason({ closedToArrival: true, weekdays: tuesday })],
  ["closed_to_departure", inSeason({ closedToDeparture: true, first: "2026-12-04" })],
  ["min_nights", inSeason({ minNights: 4 })],
  ["max_nights", inSeason({ maxNights: 2 })],
])("names a host's rule %s", (rule, change) => {
  expect(() => checkStay({ ...stay, ...change })).toThrow(expect.objectContaining({ details: { rules: [rule] } }));
});

test.each([
  ["the last day of notice", { listing: { ...stay.listing, advanceNoticeDays: 11 } }],
  ["the last day of the window", { listing: { ...stay.listing, bookingWindowDays: 11 } }],
  [
    "a season that ended on the day before",
    inSeason({ closedToArrival: true, first: "2026-11-01", until: stay.checkIn }),
  ],
  ["another weekday", inSeason({ closedToArrival: true, weekdays: 127 - tuesday })],
  ["arrivals in a season closed to departure", inSeason({ closedToDeparture: true, until: "2026-12-04" })],
  ["departures in a season closed to arrival", inSeason({ closedToArrival: true, first: "2026-12-02" })],
  ["nights of the day of departure", inSeason({ minNights: 9, first: "2026-12-02" })],
])("takes a stay in spite of %s", (_what, change) => {
  expect(checkStay({ ...stay, ...change })).toBe(3);
});

test("a season's nights stand in place of the home's own, each for itself", () => {
  const short = { checkOut: "2026-12-02" };
  expect(checkStay({ ...inSeason({ minNights: 1 }), ...short })).toBe(1);
  const long = { checkOut: "2026-12-21" };
  expect(checkStay({ ...inSeason({ maxNights: 20 }), ...long })).toBe(20);
  expect(() => checkStay({ ...inSeason({ minNights: 1 }), ...long })).toThrow(
    expect.objectContaining({ details: { rules: ["max_nights"] } }),
  );
});

test("a day that has passed is not told twice, as too late for the host's notice as well", () => {
  const listing = { ...stay.listing, advanceNoticeDays: 3, bookingWindowDays: 100 };
  const rulesOf = (checkIn: string, checkOut: string) => {
    try {
      checkStay({ ...stay, listing, checkIn, checkOut });
    } catch (error) {
      return error instanceof AppError ? error.details?.["rules"] : error;
    }
    return [];
  };
  expect(rulesOf("2026-11-19", "2026-11-22")).toEqual(["check_in_past"]);
  expect(rulesOf("2026-11-21", "2026-11-24")).toEqual(["advance_notice"]);
  expect(rulesOf("2027-06-01", "2027-06-04")).toEqual(["booking_window"]);
  expect(rulesOf("2028-12-01", "2028-12-04")).toEqual(["too_far_ahead"]);
});

test("of several rules over one day the strictest holds, in whatever order they come", () => {
  const nights = fc.option(fc.integer({ min: 1, max: 365 }), { nil: null });
  const flags = { closedToArrival: fc.boolean(), closedToDeparture: fc.boolean() };
  const rules = fc.array(fc.record({ minNights: nights, maxNights: nights, ...flags }), { minLength: 1, maxLength: 5 });
  const day = { date: stay.checkIn, day: dayOf(stay.checkIn) };
  const on = (given: readonly Partial<SeasonRule>[]) => rulesOn(inSeason(...given).listing, day);
  fc.assert(
    fc.property(rules, (given) => {
      const all = on(given);
      expect(on(given.toReversed())).toEqual(all);
      for (const rule of given) {
        const alone = on([rule]);
        expect(rule.minNights === null || all.minNights >= alone.minNights).toBe(true);
        expect(rule.maxNights === null || all.maxNights <= alone.maxNights).toBe(true);
        expect(all.closedToArrival || !alone.closedToArrival).toBe(true);
        expect(all.closedToDeparture || !alone.closedToDeparture).toBe(true);
      }
    }),
  );
});

test("days are numbered, and numbers dated, as calendars do", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }), (at) => {
      const date = at.toISOString().slice(0, 10);
      expect(dateOf(dayOf(date))).toBe(date);
      expect(weekdayBit(dayOf(date))).toBe(1 << (Temporal.PlainDate.from(date).dayOfWeek - 1));
    }),
  );
});
