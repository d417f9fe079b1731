import fc from "fast-check";
import { expect, test } from "vitest";
import { daysBetween, priceNights, weekendNights } from "./night-price.ts";

const home = { nightlyPriceMinor: 1000, weekendPriceMinor: 1500 };

test("a night costs its own price, else the weekend's, else the nightly one", () => {
  const rates = [
    { first: "2027-02-19", until: "2027-02-20", priceMinor: 9000 },
    { first: "2027-02-10", until: "2027-02-12", priceMinor: 2000 },
  ];
  // 2027-02-11 is a Thursday
  expect(priceNights(home, rates, { first: "2027-02-11", until: "2027-02-15" })).toEqual([
    { date: "2027-02-11", priceMinor: 2000, rule: "price.override" },
    { date: "2027-02-12", priceMinor: 1500, rule: "price.weekend" },
    { date: "2027-02-13", priceMinor: 1500, rule: "price.weekend" },
    { date: "2027-02-14", priceMinor: 1000, rule: "price.nightly" },
  ]);
  expect(priceNights(home, rates, { first: "2027-02-19", until: "2027-02-20" })).toMatchObject([{ priceMinor: 9000 }]);
});

test("without a weekend price all nights are alike", () => {
  const plain = { ...home, weekendPriceMinor: null };
  const nights = priceNights(plain, [], { first: "2027-02-11", until: "2027-02-18" });
  expect(nights.map(({ priceMinor }) => priceMinor)).toEqual(Array.from({ length: 7 }, () => 1000));
});

test("no dates are no nights", () => {
  expect(priceNights(home, [], { first: "2027-02-11", until: "2027-02-11" })).toEqual([]);
  expect(priceNights(home, [], { first: "2027-02-11", until: "2027-02-10" })).toEqual([]);
});

test("nights and weekends are those of the calendar, in every year and whatever the clocks do", () => {
  const dates = fc.tuple(fc.integer({ min: -30_000, max: 60_000 }), fc.nat(400)).map(([day, nights]) => {
    const first = Temporal.PlainDate.from("1970-01-01").add({ days: day });
    return { first, until: first.add({ days: nights }), nights };
  });
  fc.assert(
    fc.property(dates, ({ first, until, nights }) => {
      const found = priceNights(home, [], { first: first.toString(), until: until.toString() });
      const expected = Array.from({ length: nights }, (_, index) => first.add({ days: index }));
      expect(found.map(({ date }) => date)).toEqual(expected.map(String));
      const weekends = expected.filter(({ dayOfWeek }) => dayOfWeek === 5 || dayOfWeek === 6).length;
      expect(found.filter(({ rule }) => rule === "price.weekend")).toHaveLength(weekends);
      expect(weekendNights(first.toString(), until.toString())).toBe(weekends);
      expect(daysBetween(first.toString(), until.toString())).toBe(nights);
    }),
  );
});
