import type { SearchListingsInput } from "@roost/contract";
import { dayOf } from "../local-days.ts";
import type { StayDates, Today } from "../stay-rules.ts";
import { amenityBits } from "./amenity-bits.ts";
import type { Wanted } from "./search-input.ts";
import { type Bind, type Box, boxesAround, distanceFrom, isWithin } from "./search-place.ts";
import { fitsSeasons, isBookedInTime, mayFit, type StayTerms } from "./search-rules.ts";
import { hasWords, type TextFilter } from "./text/text-filter.ts";

export interface SearchedStay extends StayDates {
  readonly nights: number;
  /** Those of a Friday or Saturday. */
  readonly weekends: number;
  readonly now: Date;
  readonly guestBps: number;
  /** The first and the last date that today is, somewhere. */
  readonly today: Today;
  /** The check-in is two years away, somewhere: each home's own date decides. */
  readonly atTheEdge: boolean;
}

/** What homes are asked for, whatever their order. */
export interface Filters {
  readonly input: Omit<SearchListingsInput, "limit" | "cursor" | "sort">;
  readonly point: Wanted["point"];
  readonly box: readonly Box[] | null;
  readonly stay: SearchedStay | null;
  readonly text: TextFilter | null;
}

/** A letter for the shape, and the condition. */
export type Condition = readonly [letter: string, sql: string];

export const conjunction = (conditions: readonly Condition[]): string =>
  conditions.map(([, sql]) => sql).join("\n      and ");

export const lettersOf = (conditions: readonly Condition[]): string => conditions.map(([letter]) => letter).join("");

/** Where homes are searched: conditions on `s`, a row of listing_search. */
export function placeConditions(filters: Filters, bind: Bind): Condition[] {
  const boxes = boxesOf(filters);
  const conditions = namedPlace(filters, bind);
  if (boxes) conditions.push([extentLetter(filters), isWithin(boxes, bind)]);
  return [...conditions, ...circleCondition(filters, bind)];
}

/** The boxes that hold the place, if it has an extent: one, or two across the antimeridian. */
export const boxesOf = ({ point, box }: Pick<Filters, "point" | "box">): readonly Box[] | null =>
  point ? boxesAround(point, point.radiusKm) : box;

export function circleCondition({ point }: Filters, bind: Bind): Condition[] {
  return point ? [["", `${distanceFrom(point, bind)} <= ${bind(point.radiusKm, "float8")}`]] : [];
}

/** Published homes, of the city or country where one is named. */
export function namedPlace(filters: Filters, bind: Bind): Condition[] {
  const { input } = filters;
  const conditions: Condition[] = [["", "s.published"]];
  if (input.city !== undefined)
    conditions.push(["c", `s.city_key = (select search_fold(${bind(input.city, "text")}))`]);
  if (input.country !== undefined) conditions.push(["n", `s.country = ${bind(input.country, "text")}`]);
  return conditions;
}

/** For the shape: a circle or a box, in one part or in two. */
export function extentLetter(filters: Filters): string {
  const letters = filters.point ? ["p", "q"] : ["v", "w"];
  return letters[(boxesOf(filters) ?? []).length - 1] ?? "";
}

/** What a home must be and have; with dates, that it can be booked for them. */
export function homeConditions(filters: Filters, bind: Bind): Condition[] {
  const { input, stay, text } = filters;
  const conditions: Condition[] = [];
  const add = <T>(letter: string, value: T | undefined, sql: (value: T) => string) => {
    if (value !== undefined) conditions.push([letter, sql(value)]);
  };
  const nightly = stay ? undefined : input;
  add("l", nightly?.minPrice, (price) => `s.night >= ${bind(price, "bigint")}`);
  add("u", nightly?.maxPrice, (price) => `s.night <= ${bind(price, "bigint")}`);
  add("g", input.guests, (guests) => `s.max_guests >= ${bind(guests, "int")}`);
  add("r", input.roomType, (roomType) => `s.room_type = ${bind(roomType, "room_type")}`);
  add("b", input.bedrooms, (bedrooms) => `s.bedrooms >= ${bind(bedrooms, "int")}`);
  add("i", input.instant, (instant) => `s.instant = ${bind(instant, "boolean")}`);
  add("m", input.minRating, (rating) => `s.rating >= ${bind(Math.ceil(rating * 100 - 1e-6), "int")}`);
  add("a", input.amenities, (codes) => {
    const bits = bind(amenityBits(codes).toString(), "bigint");
    return `s.amenities & ${bits} = ${bits}`;
  });
  const words = hasWords("s", text, bind);
  if (words !== null) conditions.push(["h", words]);
  return stay ? [...conditions, ...stayConditions(stay, bind)] : conditions;
}

function stayConditions(stay: SearchedStay, bind: Bind): Condition[] {
  const terms = termsOf(stay, bind);
  const { checkIn, checkOut, now } = terms;
  const nights = `daterange(${checkIn}, ${checkOut})`;
  const days = `daterange(${checkIn}, ${checkOut} + s.preparation_days)`;
  const free = `not s.booked && ${days} and not s.blocked && ${nights}
      and (s.held is null or not s.held && ${days} or not exists (
        select from occupancy o where o.listing_id = s.id and o.occupied && ${days} and o.kind = 'hold'
          and o.expires_at > ${now} offset 0))`;
  const fits = `${mayFit(terms)} and ${isBookedInTime(terms)} and ${free}
      and (not s.has_rule or ${fitsSeasons(terms)})`;
  if (!stay.atTheEdge) return [["d", fits]];
  const today = `(${now} at time zone s.time_zone)::date`;
  return [["dt", `${fits} and ${checkIn} <= ${today} + interval '2 years'`]];
}

/** The searched stay as parameters, each bound once. */
export function termsOf({ checkIn, checkOut, nights, now, today }: SearchedStay, bind: Bind): StayTerms {
  const ahead = (from: string) => bind(dayOf(checkIn) - dayOf(from), "int");
  return {
    home: "s",
    checkIn: bind(checkIn, "date"),
    checkOut: bind(checkOut, "date"),
    nights: bind(nights, "int"),
    now: bind(now, "timestamptz"),
    daysAhead: { least: ahead(today.latest), most: ahead(today.earliest) },
  };
}
