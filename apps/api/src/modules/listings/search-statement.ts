import { maxAmountMinor, type SearchListingsInput } from "@roost/contract";
import { isFree } from "./availability.ts";
import { summaryColumns } from "./listing-row.ts";
import type { Wanted } from "./search-input.ts";
import type { Order } from "./search-order.ts";
import { type Bind, boxesAround, distanceFrom, isWithin } from "./search-place.ts";
import { stayTotal } from "./search-price.ts";
import type { StayDates } from "./stay-rules.ts";

export interface SearchedStay extends StayDates {
  readonly nights: number;
  readonly now: Date;
  readonly guestBps: number;
  /** The check-in is today, or two years away, somewhere: each home's own date decides. */
  readonly atTheEdge: boolean;
}

export interface Search {
  readonly input: SearchListingsInput;
  readonly point: Wanted["point"];
  readonly stay: SearchedStay | null;
  readonly order: Order;
  /** Where the page before ended. */
  readonly after: readonly (string | number)[] | null;
  readonly limit: number;
}

export interface Statement {
  /** Which predicates are in use: equal shapes have equal texts. */
  readonly shape: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A letter for the shape, and the condition. */
type Condition = readonly [letter: string, sql: string];

/**
 * A search as one statement, made only of the predicates in use. Homes are filtered by their own columns, priced and
 * measured once (`offset 0` is a fence), ranked as bare ids; only then, in that order and until the page is full,
 * are their calendars asked. The page's rows are read last.
 */
export function searchStatement(search: Search): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { order, stay, point } = search;
  const own = [...ownConditions(search, bind), ...stayConditions(stay, bind)];
  const computed = computedColumns(search, bind);
  const derived = derivedConditions(search, bind);
  const names = order.keys.map(({ name }) => name);
  const by = (alias: string) => names.map((name) => `${alias}.${name} ${order.direction}`).join(", ");
  const fence = computed.length > 0 ? " offset 0" : "";

  const candidates = `select l.id, l.currency, l.nightly_price_minor as nightly, l.created_at,
      coalesce(l.avg_rating, 0)::float8 as rating${computed.map((column) => `, ${column}`).join("")}
    from listing l where ${conjunction([["", "l.status = 'published'"], ...own])}${fence}`;
  const ranked = `select c.* from (${candidates}) c
    where ${conjunction([["", "true"], ...derived])} order by ${by("c")}`;
  const free = stay === null ? ranked : `select r.* from (${ranked} offset 0) r where ${isFreeFor(stay, bind)}`;
  const text = `select ${summaryColumns}, l.created_at as "createdAt"
      ${stay ? ", p.total" : ""}${point ? ", p.distance" : ""}
    from (${free} limit ${bind(search.limit, "int")}) p join listing l on l.id = p.id order by ${by("p")}`;

  const letters = [...own, ...derived].map(([letter]) => letter).join("");
  return { shape: `${letters}_${names.join("_")}_${order.direction}`, text, values };
}

const conjunction = (conditions: readonly Condition[]) => conditions.map(([, sql]) => sql).join("\n      and ");

function ownConditions({ input, point, stay }: Search, bind: Bind): Condition[] {
  const conditions: Condition[] = [];
  const add = <T>(letter: string, value: T | undefined, sql: (value: T) => string) => {
    if (value !== undefined) conditions.push([letter, sql(value)]);
  };
  const boxes = point ? boxesAround(point, point.radiusKm) : undefined;
  const nightly = stay ? undefined : input;
  add("c", input.city, (city) => `lower(l.city) = lower(${bind(city, "text")})`);
  add("n", input.country, (country) => `l.country = ${bind(country, "text")}`);
  add(boxes?.length === 2 ? "q" : "p", boxes, (boxes) => isWithin(boxes, bind));
  add("y", input.currency, (currency) => `l.currency = ${bind(currency, "text")}`);
  add("l", nightly?.minPrice, (price) => `l.nightly_price_minor >= ${bind(price, "bigint")}`);
  add("u", nightly?.maxPrice, (price) => `l.nightly_price_minor <= ${bind(price, "bigint")}`);
  add("g", input.guests, (guests) => `l.max_guests >= ${bind(guests, "int")}`);
  add("r", input.roomType, (roomType) => `l.room_type = ${bind(roomType, "room_type")}`);
  add("b", input.bedrooms, (bedrooms) => `l.bedrooms >= ${bind(bedrooms, "int")}`);
  add("i", input.instant, (instant) => `l.booking_mode = ${bind(instant ? "instant" : "request", "booking_mode")}`);
  add("m", input.minRating, (rating) => `l.avg_rating >= ${bind(rating, "numeric")}`);
  return conditions;
}

function stayConditions(stay: SearchedStay | null, bind: Bind): Condition[] {
  if (stay === null) return [];
  const fits: Condition = ["d", `${bind(stay.nights, "int")} between l.min_nights and l.max_nights`];
  if (!stay.atTheEdge) return [fits];
  const today = `(${bind(stay.now, "timestamptz")} at time zone l.time_zone)::date`;
  const checkIn = bind(stay.checkIn, "date");
  return [fits, ["t", `${checkIn} >= ${today} and ${checkIn} <= ${today} + interval '2 years'`]];
}

function computedColumns({ stay, point }: Search, bind: Bind): string[] {
  return [
    ...(stay
      ? [`${stayTotal({ nights: bind(stay.nights, "bigint"), guestBps: bind(stay.guestBps, "bigint") })} as total`]
      : []),
    ...(point ? [`${distanceFrom(point, bind)} as distance`] : []),
  ];
}

function derivedConditions({ input, stay, point, order, after }: Search, bind: Bind): Condition[] {
  const conditions: Condition[] = [];
  if (point) conditions.push(["", `c.distance <= ${bind(point.radiusKm, "float8")}`]);
  if (stay) {
    conditions.push(["", `c.total <= ${bind(input.maxPrice ?? maxAmountMinor, "bigint")}`]);
    if (input.minPrice !== undefined) conditions.push(["l", `c.total >= ${bind(input.minPrice, "bigint")}`]);
  }
  if (after) {
    const names = order.keys.map(({ name }) => `c.${name}`).join(", ");
    const bounds = order.keys.map(({ type }, index) => bind(after[index], type)).join(", ");
    conditions.push(["k", `(${names}) ${order.direction === "asc" ? ">" : "<"} (${bounds})`]);
  }
  return conditions;
}

function isFreeFor(stay: SearchedStay, bind: Bind): string {
  const range = `daterange(${bind(stay.checkIn, "date")}, ${bind(stay.checkOut, "date")})`;
  return isFree({ listingId: "r.id", stay: range, now: bind(stay.now, "timestamptz") });
}
