import { SearchListingsInput } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { facetsStatement } from "./facets-statement.ts";
import { wantedBy } from "./search-input.ts";
import { orderOf } from "./search-order.ts";
import { searchStatement } from "./search-statement.ts";
import type { TextFilter } from "./text/text-filter.ts";
import { nextCurrencyStatement, totalStatement } from "./total-statement.ts";

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const prices = fc.integer({ min: 1, max: 999_999 });
const dearer = prices.map((price) => 1_000_000 + price);

/** Searches of every shape, as callers may write them. */
const searches = fc.record({
  city: maybe(fc.constantFrom("Oslo", "Bergen'); drop table listing; --")),
  country: maybe(fc.constantFrom("NO", "SE")),
  at: maybe(fc.record({ lat: fc.constantFrom(0, 59.9, 89.9), lng: fc.constantFrom(179.99, 10.7, -180) })),
  dates: fc.boolean(),
  guests: maybe(fc.integer({ min: 1, max: 50 })),
  prices: maybe(fc.record({ minPrice: maybe(prices), maxPrice: maybe(dearer) })),
  roomType: maybe(fc.constantFrom("entire", "private")),
  bedrooms: maybe(fc.nat(10)),
  instant: maybe(fc.boolean()),
  amenities: maybe(fc.subarray<"wifi" | "piano" | "sauna">(["wifi", "piano", "sauna"], { minLength: 1 })),
  box: maybe(fc.constantFrom("10,59,11,60", "170,-20,-170,-10")),
  candidates: fc.constantFrom(120, 480, null),
  minRating: maybe(fc.constantFrom(1, 4.5)),
  sort: maybe(fc.constantFrom("price", "-price", "-rating", "-createdAt", "relevance")),
  next: fc.boolean(),
  atTheEdge: fc.boolean(),
  text: fc.constantFrom<TextFilter | null>(
    null,
    { by: "ids", query: "'Oslo'", most: null },
    { by: "ids", query: "'Oslo'", most: null, found: ["01900000-0000-7000-8000-000000000001"] },
    { by: "probe", words: "'Oslo'" },
    { by: "probe", words: null },
    { by: "walk", query: "'Oslo'", words: "'Oslo'", documents: 9, byChance: 9, budget: 512 },
    { by: "walk", query: "'#wifi'", words: null, documents: 9, byChance: 9, budget: 2048 },
  ),
  behind: fc.boolean(),
});
type Given = typeof searches extends fc.Arbitrary<infer T> ? T : never;

const today = { earliest: "2026-12-01", latest: "2026-12-02" };

function searchOf({ at, box, dates, prices, next, atTheEdge, text, ...plain }: Omit<Given, "behind" | "candidates">) {
  const raw = { ...plain, ...(at ?? (box !== undefined && { box })), ...prices, currency: prices ? "NOK" : undefined };
  const input = SearchListingsInput.parse(
    Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined)),
  );
  const { point, box: boxes, sort } = wantedBy(input);
  const stay = dates
    ? {
        checkIn: "2027-01-01",
        checkOut: "2027-01-08",
        nights: 7,
        weekends: 2,
        now: new Date(0),
        guestBps: 1400,
        atTheEdge,
        today,
      }
    : null;
  const order = orderOf({ sort, withDates: dates, oneCurrency: input.currency !== undefined, byText: false });
  const after = next ? order.keys.map(() => 1) : null;
  return { input, point, box: boxes, stay, order, after, text, limit: 21 };
}

function statementOf({ candidates, behind, ...given }: Given) {
  const search = searchOf(given);
  const { input, stay, order } = search;
  const { next } = given;
  if (!order.byTotal || !stay) return searchStatement(search);
  const { currency = null } = input;
  const since = next ? ([1, "01900000-0000-7000-8000-000000000001"] as const) : null;
  const wanted = { ...search, stay, currency, since, candidates };
  if (behind) return nextCurrencyStatement(wanted, "NOK");
  return totalStatement(wanted);
}

test("equal shapes have equal texts, different shapes different ones", () => {
  const texts = new Map<string, string>();
  const shapes = new Map<string, string>();
  fc.assert(
    fc.property(searches, (given) => {
      const { shape, text } = statementOf(given);
      expect(texts.get(shape) ?? text).toBe(text);
      // Which currency comes next is asked of a box and of a circle's box alike.
      const boxed = (name: string) => name.replace("q", "w").replace("p", "v");
      expect(boxed(shapes.get(text) ?? shape)).toBe(boxed(shape));
      texts.set(shape, text);
      shapes.set(text, shape);
    }),
    { numRuns: 3000 },
  );
  expect(texts.size).toBeGreaterThan(500);
});

test("equal shapes of facets have equal texts, with dates at the edge of what can be booked as well", () => {
  const texts = new Map<string, string>();
  const lots = fc.record({ mapLot: fc.constantFrom(0, 2, 4), most: fc.constantFrom(10_000, 16_384) });
  fc.assert(
    fc.property(
      searches,
      lots,
      fc.boolean(),
      ({ behind: _behind, candidates: _candidates, ...given }, { mapLot, most }, isNamed) => {
        const text: TextFilter | null = isNamed ? { by: "ids", query: "'Oslo'", most } : null;
        const counted = { most, mapLot: isNamed ? 0 : mapLot, few: 250 };
        const found = facetsStatement(searchOf({ ...given, text }), counted);
        expect(texts.get(found.shape) ?? found.text).toBe(found.text);
        expect(`facets_${found.shape}`.length).toBeLessThanOrEqual(63);
        texts.set(found.shape, found.text);
      },
    ),
    { numRuns: 3000 },
  );
  expect(texts.size).toBeGreaterThan(500);
});

test("every value is a parameter, used once it is bound, and the name fits into Postgres's 63 bytes", () => {
  fc.assert(
    fc.property(searches, (given) => {
      const { shape, text, values } = statementOf(given);
      const used = new Set([...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
      expect([...used].sort((a, b) => a - b)).toEqual(values.map((_, index) => index + 1));
      // The price tells currencies apart by a list of its own, which is the same in every search.
      const ofSearch = text.replaceAll(/l\.currency in \('AED', [^)]*\)/g, "");
      expect(ofSearch).not.toMatch(/Oslo|Bergen|drop|2027|NOK/);
      expect(`search_${shape}`.length).toBeLessThanOrEqual(63);
    }),
  );
});

test("a search that asks for everything there is has a name that fits, whatever its order and way", () => {
  const everything: Given = {
    ...{ city: "Oslo", country: "NO", at: undefined, box: "170,-20,-170,-10", dates: true, atTheEdge: true },
    ...{ guests: 2, prices: { minPrice: 1, maxPrice: 1_000_001 }, roomType: "entire", bedrooms: 1, instant: true },
    ...{
      amenities: ["wifi"],
      minRating: 4.5,
      next: true,
      behind: false,
      candidates: null,
      text: null,
      sort: undefined,
    },
  };
  const walk = { by: "walk", query: "'Oslo'", words: "'Oslo'", documents: 9, byChance: 9, budget: 2048 } as const;
  for (const sort of ["price", "-price", "-rating", "-createdAt", "relevance"] as const) {
    for (const text of [walk, { by: "ids", query: "'Oslo'", most: null } as const]) {
      // The longest of the numbers of rows.
      const longest = statementOf({ ...everything, sort, text }).shape.replace(/_21$/, "_101");
      expect(`search_${longest}`.length, longest).toBeLessThanOrEqual(63);
    }
  }
});

test("only the predicates in use are in the text", () => {
  const nothing = { at: undefined, box: undefined, dates: false, prices: undefined, next: false, atTheEdge: false };
  const none = { amenities: undefined, candidates: null, text: null, behind: false };
  const { text } = statementOf({
    ...nothing,
    ...none,
    city: "Oslo",
    country: undefined,
    guests: undefined,
    roomType: undefined,
    bedrooms: undefined,
    instant: undefined,
    minRating: undefined,
    sort: undefined,
  });
  expect(text).not.toContain("occupancy");
  expect(text).not.toContain("asin");
  expect(text).not.toContain("max_guests >=");
  expect(text).not.toMatch(/offset \$|is null or/i);
});
