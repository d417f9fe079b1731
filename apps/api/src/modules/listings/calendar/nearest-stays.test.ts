import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf, dayOf } from "../local-days.ts";
import type { SeasonRule } from "../season-rules.ts";
import { brokenRules, longestStayNights } from "../stay-rules.ts";
import { nearestStays } from "./nearest-stays.ts";
import { lengthsFrom, type OpenHome, openDays } from "./open-days.ts";
import type { Occupation } from "./taken-nights.ts";

const today = "2027-02-20";
const now = dayOf(today);
// A short window, so that a brute force over every stay in it is quick.
const horizon = { first: now, until: now + 60 };

const range = fc.record({ start: fc.integer({ min: -3, max: 50 }), length: fc.integer({ min: 1, max: 8 }) });
const nights = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
const season = fc
  .record({
    ...{ range, weekdays: fc.integer({ min: 1, max: 127 }), minNights: nights, maxNights: nights },
    ...{ closedToArrival: fc.boolean(), closedToDeparture: fc.boolean() },
  })
  .map(({ range: { start, length }, ...rule }): SeasonRule => {
    return { ...rule, first: dateOf(now + start), until: dateOf(now + start + length) };
  });
const occupation = fc
  .record({ range, kind: fc.constantFrom("booking", "block", "external"), prepared: fc.nat(2) })
  .map(({ range: { start, length }, kind, prepared }): Occupation => {
    const [first, until] = [dateOf(now + start), dateOf(now + start + length)];
    const occupiedUntil = kind === "booking" ? dateOf(now + start + length + prepared) : until;
    return { kind, reference: "r", first, until, occupiedUntil };
  });
const home = fc
  .record({
    min: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 6 }),
    ...{ advanceNoticeDays: fc.nat(3), bookingWindowDays: fc.integer({ min: 5, max: 48 }), preparationDays: fc.nat(2) },
    stayRules: fc.array(season, { maxLength: 3 }),
    occupations: fc.array(occupation, { maxLength: 12 }),
  })
  .map(({ min, more, occupations, ...limits }): OpenHome => {
    return { limits: { ...limits, minNights: min, maxNights: min + more, maxGuests: 2 }, occupations, today };
  });
const wish = fc.record({ place: fc.integer({ min: -5, max: 70 }), nights: fc.integer({ min: 1, max: 12 }) });

/** Whether a stay is within the rules and its nights free, said once more and another way. */
function canBeHad({ limits, occupations }: OpenHome, first: number, length: number): boolean {
  const [checkIn, checkOut] = [dateOf(first), dateOf(first + length)];
  const prepared = dateOf(first + length + limits.preparationDays);
  const stay = { checkIn, checkOut, guests: { adults: 1, children: 0 }, today, listing: limits };
  if (brokenRules(stay).length > 0) return false;
  return occupations.every(
    ({ kind, first, until, occupiedUntil }) =>
      (checkOut <= first || until <= checkIn) && (kind !== "booking" || prepared <= first || occupiedUntil <= checkIn),
  );
}

test("what is suggested is what brute force over every stay finds nearest: 200 homes", () => {
  let some = 0;
  fc.assert(
    fc.property(home, wish, (given, wanted) => {
      const all = Array.from({ length: 50 }, (_, place) =>
        Array.from({ length: 12 }, (_, index) => ({ place, nights: index + 1 })),
      )
        .flat()
        .filter(({ place, nights }) => canBeHad(given, now + place, nights));
      const key = ({ place, nights }: { place: number; nights: number }) => [
        ...[Number(nights !== wanted.nights), Math.abs(place - wanted.place), Math.abs(nights - wanted.nights)],
        ...[place, nights],
      ];
      const byKey = (a: readonly number[], b: readonly number[]) =>
        a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
      const nearest = all.toSorted((a, b) => byKey(key(a), key(b))).slice(0, 5);
      const expected = nearest.map(({ place, nights }) => {
        return { checkIn: dateOf(now + place), checkOut: dateOf(now + place + nights), nights };
      });
      expect(nearestStays(openDays(given, horizon), wanted)).toEqual(expected);
      some += Number(expected.length === 5);
    }),
    { numRuns: 200 },
  );
  expect(some).toBeGreaterThan(30);
});

test("a home that is always free has stays of every length that it takes, and none longer than a year", () => {
  const limits = {
    ...{ minNights: 3, maxNights: 365, maxGuests: 2, stayRules: [] },
    ...{ advanceNoticeDays: 0, bookingWindowDays: 731, preparationDays: 0 },
  };
  const days = openDays({ limits, occupations: [], today }, { first: now, until: now + 400 });
  const lengths = [...lengthsFrom(days, 0)];
  expect([lengths.length, lengths[0], lengths.at(-1)]).toEqual([363, 3, longestStayNights]);
  expect([...lengthsFrom(days, 390)]).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect([...lengthsFrom(days, -1)]).toEqual([]);
});
