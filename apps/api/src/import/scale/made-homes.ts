import { amenityCatalogue, type CurrencyCode, exponentOf, granularityOf } from "@roost/contract";
import { pointAt } from "../../modules/listings/index.ts";
import type { Home } from "../home-row.ts";
import { type Random, randomOf } from "./random.ts";

/** A city that homes are made in. */
export interface City {
  readonly name: string;
  readonly country: string;
  readonly region: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly currency: CurrencyCode;
  readonly timeZone: string;
}

export interface Pattern extends Home {
  readonly reviews: number;
}

export interface Made {
  readonly cities: readonly City[];
  /** Homes of a real city, which those of all cities resemble. */
  readonly patterns: readonly [Pattern, ...Pattern[]];
  readonly listings: number;
  readonly seed: number;
  /** Homes are from the three years before it. */
  readonly today: Temporal.PlainDate;
}

export const homeColumns = `id, host_id, title, description, property_type, room_type, neighbourhood, city, region,
  country, latitude, longitude, public_latitude, public_longitude, time_zone, currency, nightly_price_minor,
  weekend_price_minor, cleaning_fee_minor, included_guests, extra_guest_fee_minor, weekly_discount_bps,
  monthly_discount_bps, max_guests, bedrooms, beds, amenities, booking_mode, min_nights, max_nights,
  advance_notice_days, preparation_days, booking_window_days, avg_rating, review_count, rating_sum, status,
  created_at, version`;

export const hostColumns = "id, email, first_name, last_name, roles, email_verified_at, created_at";

/** Two homes a host. */
export const hostsOf = (listings: number): number => Math.ceil(listings / 2);

const hostId = (position: number) => uuid("0190a000-0000-7000-8000-", position);
export const homeId = (position: number): string => uuid("0190b000-0000-7000-8000-", position);

/** An id that names what it is of: a prefix and a number. */
export const uuid = (prefix: string, position: number): string => prefix + position.toString(16).padStart(12, "0");

export function* madeHosts({ listings, today }: Made): Generator<string> {
  for (let position = 0; position < hostsOf(listings); position += 1) {
    const at = `${today.subtract({ years: 3 }).toString()}T00:00:00Z`;
    yield row([hostId(position), `host-${position}@scale.invalid`, "Host", position, "{guest,host}", at, at]);
  }
}

/** City by city; the number of a city's homes is drawn once, a few have many times as many as most. */
export function* madeHomes(made: Made): Generator<string> {
  const { cities, listings, seed } = made;
  const random = randomOf(seed);
  const weights = cities.map(() => 0.3 + 4 * random.fraction() ** 4);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let position = 0;
  let share = 0;
  for (const [index, city] of cities.entries()) {
    share += (weights[index] ?? 0) / sum;
    const until = index === cities.length - 1 ? listings : Math.round(listings * share);
    for (; position < until; position += 1) yield madeHome(made, { city, position, random });
  }
}

// Oslo's centre: the patterns' offsets from it are the offsets from every other centre.
const [centreLatitude, centreLongitude] = [59.9139, 10.7522];
const tile = 111.2;

interface Place {
  readonly city: City;
  readonly position: number;
  readonly random: Random;
}

function madeHome({ patterns, today }: Made, { city, position, random }: Place): string {
  const like = random.pick(patterns);
  const turn = random.fraction() * 0.02 - 0.01;
  const north = (like.latitude - centreLatitude + turn) * tile;
  const east = (like.longitude - centreLongitude + turn) * tile * Math.cos((centreLatitude * Math.PI) / 180);
  const exact = pointAt(city, Math.atan2(east, north), Math.hypot(north, east));
  const seen = pointAt(exact, random.fraction() * 2 * Math.PI, 0.15 + random.fraction() * 0.34);
  const price = priceIn(city.currency, random);
  const night = price(like.nightlyPriceMinor * (0.7 + 0.6 * random.fraction()));
  const reviews = Math.min(like.reviews, 400);
  const ratingSum = Math.round(reviews * (5 - 1.6 * random.fraction() ** 2));
  const included = random.fraction() < 0.3 ? Math.ceil(like.maxGuests / 2) : like.maxGuests;
  const daysOld = random.integer(0, 1095);
  const createdAt = `${today.subtract({ days: daysOld }).toString()}T${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:00Z`;
  return row([
    homeId(position),
    hostId(Math.floor(position / 2)),
    like.title.replaceAll("Oslo", city.name),
    `${random.pick(openings)} in ${like.neighbourhood ?? city.name}. ${random.pick(sentences)} ${random.pick(sentences)}`,
    like.propertyType,
    like.roomType,
    like.neighbourhood,
    city.name,
    city.region,
    city.country,
    exact.latitude,
    exact.longitude,
    seen.latitude,
    seen.longitude,
    city.timeZone,
    city.currency,
    night,
    random.fraction() < 0.3 ? price(like.nightlyPriceMinor * 1.2) : null,
    random.fraction() < 0.6 ? price(like.nightlyPriceMinor * (0.2 + 0.4 * random.fraction())) : 0,
    included,
    included < like.maxGuests ? price(15_000) : 0,
    random.fraction() < 0.3 ? 1000 : 0,
    random.fraction() < 0.2 ? 2500 : 0,
    like.maxGuests,
    like.bedrooms,
    Math.max(1, like.bedrooms),
    `{${amenityCatalogue
      .filter((_amenity, index) => random.fraction() < 0.97 / (1 + index / 6))
      .map(({ code }) => code)
      .join(",")}}`,
    random.fraction() < 0.6 ? "instant" : "request",
    Math.min(like.minNights, 30),
    Math.max(like.maxNights, 30),
    random.integer(0, 2),
    random.integer(0, 1),
    random.pick([365, 540, 731]),
    // As Postgres rounds the quotient: half up, decided before it is a binary fraction.
    reviews === 0 ? null : Math.round((ratingSum * 100) / reviews) / 100,
    reviews,
    ratingSum,
    "published",
    createdAt,
    1,
  ]);
}

const openings = ["A quiet home", "A bright apartment", "A cosy place", "A renovated loft", "A family house"] as const;
const sentences = [
  "Close to the tram and the river.",
  "With a balcony towards the garden.",
  "The harbour is five minutes away.",
  "Fast wifi and a desk by the window.",
  "A piano stands in the living room.",
  "Sauna in the cellar.",
  "Breakfast around the corner.",
  "Children are welcome.",
  "View over the roofs.",
  "The beach is ten minutes by bike.",
] as const;

/** What so many øre are in another currency, roughly, in steps that it can be paid out in. */
function priceIn(currency: CurrencyCode, random: Random): (ore: number) => number {
  const step = granularityOf(currency);
  const factor = ((perKrone[currency] ?? 0.1) * 10 ** exponentOf(currency)) / 100;
  const level = 0.6 + 0.9 * random.fraction();
  return (ore) => Math.max(step, Math.round((ore * factor * level) / step) * step);
}

const perKrone: Readonly<Partial<Record<CurrencyCode, number>>> = {
  ...{
    NOK: 1,
    SEK: 1,
    DKK: 0.65,
    EUR: 0.087,
    ISK: 13,
    GBP: 0.075,
    CHF: 0.083,
    CZK: 2.2,
    HUF: 34,
    PLN: 0.37,
    RON: 0.43,
  },
  ...{ BGN: 0.17, TRY: 3, ILS: 0.35, AED: 0.35, SAR: 0.35, KWD: 0.029, TND: 0.29, KES: 12, TZS: 240, UGX: 350 },
  ...{ ZAR: 1.7, USD: 0.094, CAD: 0.13, MXN: 1.7, BRL: 0.5, JPY: 14, KRW: 125, CNY: 0.68, HKD: 0.73, TWD: 3, THB: 3.3 },
  ...{ VND: 2350, MYR: 0.44, SGD: 0.126, IDR: 1480, PHP: 5.4, INR: 7.8, AUD: 0.14, NZD: 0.155 },
};

const two = (value: number) => String(value).padStart(2, "0");

type Value = string | number | null;

/** A line of COPY's text format. */
const row = (values: readonly Value[]): string => values.map(field).join("\t");

function field(value: Value): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
