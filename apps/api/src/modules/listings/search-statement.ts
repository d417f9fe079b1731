import { maxAmountMinor, type SearchListingsInput } from "@roost/contract";
import { isFree } from "./availability.ts";
import { summaryColumns } from "./listing-row.ts";
import { dayOf } from "./local-days.ts";
import type { Wanted } from "./search-input.ts";
import type { Order } from "./search-order.ts";
import { type Bind, boxesAround, distanceFrom, isWithin } from "./search-place.ts";
import { overlapsRates, stayTotal } from "./search-price.ts";
import { fitsSeasons, isBookedInTime, mayFit, type StayTerms } from "./search-rules.ts";
import type { StayDates, Today } from "./stay-rules.ts";

export interface SearchedStay extends StayDates {
  readonly nights: number;
  readonly now: Date;
  readonly weekends: number;
  readonly guestBps: number;
  /** The first and the last date that today is, somewhere. */
  readonly today: Today;
  /** The check-in is two years away, somewhere: each home's own date decides. */
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
  const terms = stay && termsOf(stay, bind);
  const own = [...ownConditions(search, bind), ...stayConditions(stay, terms)];
  const computed = computedColumns(search, terms, bind);
  const derived = derivedConditions(search, bind);
  const names = order.keys.map(({ name }) => name);
  const by = (alias: string) => names.map((name) => `${alias}.${name} ${order.direction}`).join(", ");
  const fence = computed.length > 0 ? " offset 0" : "";

  const candidates = `select l.id, l.currency, l.nightly_price_minor as nightly, l.created_at,
      coalesce(l.avg_rating, 0)::float8 as rating${[...(stay ? stayColumns : []), ...computed].map((column) => `, ${column}`).join("")}
    from listing l where ${conjunction([["", "l.status = 'published'"], ...own])}${fence}`;
  const ranked = `select c.* from (${candidates}) c
    where ${conjunction([["", "true"], ...derived])} order by ${by("c")}`;
  const free = terms ? `select r.* from (${ranked} offset 0) r where ${canBeHad(terms)}` : ranked;
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

const stayColumns = ["l.min_nights", "l.max_nights", "l.preparation_days"];

/** The searched stay as parameters, each bound once. */
function termsOf({ checkIn, checkOut, nights, now, today }: SearchedStay, bind: Bind): Omit<StayTerms, "home"> {
  const ahead = (from: string) => bind(dayOf(checkIn) - dayOf(from), "int");
  return {
    checkIn: bind(checkIn, "date"),
    checkOut: bind(checkOut, "date"),
    nights: bind(nights, "int"),
    now: bind(now, "timestamptz"),
    daysAhead: { least: ahead(today.latest), most: ahead(today.earliest) },
  };
}

function stayConditions(stay: SearchedStay | null, terms: Omit<StayTerms, "home"> | null): Condition[] {
  if (!stay || !terms) return [];
  const ofHome = { ...terms, home: "l" };
  const fits: Condition = ["d", `${mayFit(ofHome)} and ${isBookedInTime(ofHome)}`];
  if (!stay.atTheEdge) return [fits];
  const today = `(${terms.now} at time zone l.time_zone)::date`;
  return [fits, ["t", `${terms.checkIn} <= ${today} + interval '2 years'`]];
}

function computedColumns(search: Search, terms: Omit<StayTerms, "home"> | null, bind: Bind): string[] {
  const { point } = search;
  return [
    ...(terms ? [`${totalOf(search, terms, bind)} as total`] : []),
    ...(point ? [`${distanceFrom(point, bind)} as distance`] : []),
  ];
}

/** Whoever searches says how many come, not who they are: they count as adults. */
function totalOf({ input, stay }: Search, terms: Omit<StayTerms, "home">, bind: Bind): string {
  const people = bind(input.guests ?? 1, "bigint");
  return stayTotal({
    ...{ ...terms, home: "l", people, adults: people, withPets: "false" },
    weekends: bind(stay?.weekends ?? 0, "bigint"),
    guestBps: bind(stay?.guestBps ?? 0, "bigint"),
    hasRates: overlapsRates({ ...terms, home: "l" }),
  });
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

/** Asked last, in the order of the page, until it is full. */
function canBeHad(terms: Omit<StayTerms, "home">): string {
  const free = { ...terms, listingId: "r.id", preparationDays: "r.preparation_days" };
  return `${fitsSeasons({ ...terms, home: "r" })} and ${isFree(free)}`;
}
