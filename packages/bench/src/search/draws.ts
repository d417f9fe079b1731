import { dateIn } from "../dates.ts";
import type { Random } from "../random.ts";

export interface City {
  readonly name: string;
  readonly currency: string;
  readonly homes: number;
  /** The middle of its homes. */
  readonly latitude: number;
  readonly longitude: number;
}

/** What a host calls his home: the words of it that say something. */
export interface Title {
  readonly words: readonly string[];
  readonly city: string;
}

export interface Known {
  readonly cities: readonly City[];
  /** Of some homes. */
  readonly titles: readonly Title[];
}

/** What people ask for, by lot: the same numbers give the same. */
export interface Draws {
  /** The more homes it has, the more often. */
  city(): City;
  guests(): number;
  /** What a map shows: west, south, east, north. From a few streets to a country, each zoom as often as any other. */
  box(): readonly [west: number, south: number, east: number, north: number];
  /** Words of a home's title, in its city or in the world. */
  phrase(): { readonly q: string; readonly city: string | undefined };
  stay(): { readonly checkIn: string; readonly checkOut: string };
}

const guestCounts = [1, 1, 2, 2, 2, 2, 3, 4, 4, 6] as const;
// One stay in five is of a week and more: those have a bound, and discounts, of their own.
const longStays = 0.2;
// Calendars are filled for a year, and some homes can be booked for no longer ahead.
const lastCheckIn = 300;

// Degrees of latitude that a map shows: half as many with each step of its zoom.
const widest = 8;
const zooms = 10;
// A screen is wider than high.
const aspect = 1.6;
// Homes lie within some 10 km of the middle of a city.
const spread = 0.08;

const twoWords = 0.4;
const inTheWorld = 0.25;

export function drawsOf({ cities, titles }: Known, random: Random, today: Date): Draws {
  const telling = titles.filter(({ words }) => words[0]);
  const sums: number[] = [];
  for (const { homes } of cities) sums.push((sums.at(-1) ?? 0) + homes);
  const all = sums.at(-1) ?? 0;
  const city = () => {
    const wanted = random.fraction() * all;
    const drawn = cities[sums.findIndex((sum) => sum > wanted)];
    if (!drawn) throw new Error("there is no city");
    return drawn;
  };
  return {
    city,
    box() {
      const { latitude, longitude } = city();
      const high = widest / 2 ** random.integer(0, zooms - 1);
      const wide = (high * aspect) / Math.cos((latitude * Math.PI) / 180);
      const nearby = () => (random.fraction() - 0.5) * spread;
      const [south, west] = [latitude + nearby() - high / 2, longitude + nearby() - wide / 2];
      return [Math.max(west, -180), Math.max(south, -90), Math.min(west + wide, 180), Math.min(south + high, 90)];
    },
    phrase() {
      const drawn = telling[random.integer(0, telling.length - 1)];
      if (!drawn) throw new Error("there is no title");
      const first = random.integer(0, drawn.words.length - 1);
      const words = drawn.words.slice(first, first + (random.fraction() < twoWords ? 2 : 1));
      return { q: words.join(" "), city: random.fraction() < inTheWorld ? undefined : drawn.city };
    },
    guests: () => guestCounts[random.integer(0, guestCounts.length - 1)] ?? 1,
    stay() {
      const first = random.integer(4, lastCheckIn);
      const nights = random.fraction() < longStays ? random.integer(7, 14) : random.integer(2, 6);
      return { checkIn: dateIn(today, first), checkOut: dateIn(today, first + nights) };
    },
  };
}
