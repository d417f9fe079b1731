import { expect, test } from "vitest";
import { randomOf } from "../random.ts";
import { drawsOf } from "./draws.ts";

const city = (name: string, homes: number, latitude: number) => ({
  ...{ name, homes, latitude, longitude: 10, currency: "EUR" },
});
const cities = [city("small", 100, 0), city("none", 0, 0), city("large", 900, 60)];
const today = new Date("2026-11-20T23:00:00Z");
const titles = [
  { words: ["Bjørvika"], city: "large" },
  { words: [], city: "small" },
];
const draws = (seed = 1) => drawsOf({ cities, titles }, randomOf(seed), today);
const many = <T>(one: () => T): readonly T[] => Array.from({ length: 4000 }, one);

test("a city as often as it has homes", () => {
  const { city: anyCity } = draws();
  const names = many(() => anyCity().name);
  const share = names.filter((name) => name === "large").length / names.length;
  expect(share).toBeGreaterThan(0.87);
  expect(share).toBeLessThan(0.93);
  expect(names).not.toContain("none");
});

test("stays are whole, ahead, within the year, and one in five is of a week or more", () => {
  const { stay } = draws();
  const stays = many(stay).map(({ checkIn, checkOut }) => {
    const [first, last] = [Date.parse(checkIn), Date.parse(checkOut)];
    return { ahead: (first - Date.parse("2026-11-20")) / 86_400_000, nights: (last - first) / 86_400_000 };
  });
  expect(stays.every(({ ahead }) => Number.isInteger(ahead) && ahead >= 4 && ahead <= 300)).toBe(true);
  expect(stays.every(({ nights }) => nights >= 2 && nights <= 14)).toBe(true);
  const long = stays.filter(({ nights }) => nights >= 7).length / stays.length;
  expect(long).toBeGreaterThan(0.17);
  expect(long).toBeLessThan(0.23);
});

test("a map's box lies on the earth and is not empty, at every zoom", () => {
  const { box } = draws();
  const boxes = many(box);
  for (const [west, south, east, north] of boxes) {
    expect(west).toBeLessThan(east);
    expect(south).toBeLessThan(north);
    expect(Math.max(Math.abs(west), Math.abs(east))).toBeLessThanOrEqual(180);
    expect(Math.max(Math.abs(south), Math.abs(north))).toBeLessThanOrEqual(90);
  }
  expect(new Set(boxes.map(([, south, , north]) => (north - south).toFixed(6))).size).toBe(10);
});

test("words of titles that say something, mostly in the home's own city", () => {
  const { phrase } = drawsOf(
    { cities, titles: [...titles, { words: ["Garden", "house"], city: "small" }] },
    randomOf(1),
    today,
  );
  const phrases = many(phrase);
  expect(new Set(phrases.map(({ q }) => q))).toEqual(new Set(["Bjørvika", "Garden", "house", "Garden house"]));
  const worldwide = phrases.filter(({ city: place }) => place === undefined).length / phrases.length;
  expect(worldwide).toBeGreaterThan(0.22);
  expect(worldwide).toBeLessThan(0.28);
  expect(phrases.every(({ q, city: place }) => place === undefined || (q === "Bjørvika") === (place === "large"))).toBe(
    true,
  );
});

test("the same seed asks for the same, another one for other things", () => {
  const asked = (seed: number) => {
    const { city: anyCity, guests, stay, box, phrase } = draws(seed);
    return many(() => [anyCity().name, guests(), stay(), box(), phrase()]);
  };
  expect(asked(1)).toEqual(asked(1));
  expect(asked(1)).not.toEqual(asked(2));
});

test("without homes there is nothing to ask for", () => {
  expect(() => drawsOf({ cities: [], titles: [] }, randomOf(1), today).city()).toThrow("no city");
  expect(() => drawsOf({ cities, titles: [] }, randomOf(1), today).phrase()).toThrow("no title");
});
