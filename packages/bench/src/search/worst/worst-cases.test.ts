import { ListingFacetsInput, SearchListingsInput } from "@roost/contract";
import { expect, test } from "vitest";
import type { Extremes } from "./find-extremes.ts";
import { worstCases } from "./worst-cases.ts";
import { worstPath } from "./worst-path.ts";

const extremes: Extremes = {
  ...{ currency: "EUR", words: ["balcony", "piano"], rareAmenities: ["sauna", "crib", "pool"] },
  city: { name: "Łódź", currency: "PLN", word: "quiet" },
};
const cases = worstCases(extremes);
const today = new Date("2026-11-20T23:00:00Z");
const named = (name: string) => cases.filter((one) => one.name === name);

/** The parameters as the contract reads them. */
function asked(path: string): object {
  const { pathname, searchParams } = new URL(path, "http://127.0.0.1");
  const { guests, limit, minPrice, lat, lng, radiusKm, amenities, ...rest } = Object.fromEntries(searchParams);
  const codes = searchParams.getAll("amenities");
  const numbers = Object.entries({ guests, limit, minPrice, lat, lng, radiusKm }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Number(value)]],
  );
  const fields = { ...rest, ...Object.fromEntries(numbers), ...(amenities && { amenities: codes }) };
  return (pathname.endsWith("/facets") ? ListingFacetsInput : SearchListingsInput).parse(fields);
}

test("each has a name of its own, and asks for what the contract knows", () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  for (const one of cases) expect(() => asked(worstPath(one, today, 0)), one.name).not.toThrow();
});

test("what is promised has a bound, of pages of 20; what is not has none", () => {
  const withoutBound = cases.filter(({ mostRows }) => mostRows === null).map(({ name }) => name);
  expect(withoutBound).toEqual([
    ...["16 guests: total", "city, price beyond all: total", "city, page 10: total", "city, page 10: relevance"],
  ]);
  const mostOf = (wanted: string) => cases.find(({ name }) => name === wanted)?.mostRows;
  expect(mostOf("world: rating")).toBe(400);
  expect(mostOf("half of Europe: total")).toBe(640);
  expect(mostOf("3 rare amenities: relevance")).toBe(12_000);
  expect(mostOf("facets: world")).toBe(6000);
  const pages = cases.filter(({ path }) => path === "listings");
  expect(pages.every(({ query }) => query["limit"] === "20")).toBe(true);
});

test("what is most and least of there is asked for", () => {
  expect(named("3 rare amenities: rating")[0]?.query["amenities"]).toEqual(["sauna", "crib", "pool"]);
  expect(named("city, rare amenity: total")[0]?.query).toMatchObject({ city: "Łódź", amenities: "sauna" });
  expect(named("2 frequent words: relevance")[0]?.query["q"]).toBe("balcony piano");
  expect(named("city, its word: relevance")[0]?.query).toMatchObject({ city: "Łódź", q: "quiet" });
  expect(named("city, price beyond all: total")[0]?.query["currency"]).toBe("PLN");
  expect(cases.filter(({ pagesBefore }) => pagesBefore === 9)).toHaveLength(2);
});

test("requests with dates differ from each other, and are of four nights within the year", () => {
  const [one] = named("world: total");
  if (!one) throw new Error("there is no such case");
  const paths = Array.from({ length: 50 }, (_, round) => worstPath(one, today, round));
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) {
    const { searchParams } = new URL(path, "http://127.0.0.1");
    const [first, last] = [searchParams.get("checkIn"), searchParams.get("checkOut")].map((day) =>
      Date.parse(day ?? ""),
    );
    expect((Number(last) - Number(first)) / 86_400_000).toBe(4);
    expect(Number(last)).toBeLessThan(Date.parse("2027-11-20"));
  }
});
