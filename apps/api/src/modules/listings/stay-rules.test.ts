import { expect, test } from "vitest";
import { checkStay, checkStayDates, localDate, type StayRequest } from "./stay-rules.ts";

const today = "2026-11-20";
const stay: StayRequest = {
  checkIn: "2026-12-01",
  checkOut: "2026-12-04",
  guests: { adults: 2, children: 0 },
  today,
  listing: { minNights: 2, maxNights: 14, maxGuests: 4 },
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
