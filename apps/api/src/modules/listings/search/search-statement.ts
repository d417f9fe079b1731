import { maxAmountMinor } from "@roost/contract";
import { summaryColumns } from "../listing-row.ts";
import {
  boxesOf,
  type Condition,
  conjunction,
  type Filters,
  homeConditions,
  lettersOf,
  namedPlace,
  placeConditions,
  type SearchedStay,
  termsOf,
} from "./search-conditions.ts";
import type { Order } from "./search-order.ts";
import { type Bind, distanceFrom } from "./search-place.ts";
import { overlapsRates, stayTotal } from "./search-price.ts";
import { namedLetter, searchRows } from "./text/text-filter.ts";
import { reachConditions } from "./total-reach.ts";

export interface Search extends Filters {
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

/** What a page shows of `l`, a home, that `s`, its search row, was found for. The instant is only for cursors, and stays text. */
export const rankedColumns = `${summaryColumns}, l.created_at::text as "createdAt",
      (l.rating_sum * 1000 + 21500) / (l.review_count + 5) as quality`;

/**
 * A page in an order that an index has (or a distance, or a total of few homes, which are sorted), as one statement made
 * only of the predicates in use. Only search rows are read until the page is full, then the page's homes.
 */
export function searchStatement(search: Search): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { order, point, text: filter } = search;
  const { homes, letters, totalOf } = orderedHomes(search, bind);
  const text = `select ${rankedColumns}${totalOf ? `, ${order.byTotal ? "p.total" : totalOf("p")} as total` : ""}${point ? ", p.distance" : ""}
    from (${homes} limit ${rowsFor(search.limit)}) p
    join listing l on l.id = p.id order by ${by("p", order)}`;
  return { shape: `${letters}${budgetOf(filter)}_${rowsFor(search.limit)}`, text, values };
}

export const budgetOf = (filter: Search["text"]): string => (filter?.by === "walk" ? `_w${filter.budget}` : "");

const by = (alias: string, { keys, direction }: Order) =>
  keys.map(({ name }) => `${alias}.${name} ${direction}`).join(", ");

/** The homes of a search in their order, from where the page begins. */
function orderedHomes(search: Search, bind: Bind) {
  const { order, point, stay, input, text: filter } = search;
  const walked = filter?.by === "walk" ? walkedHomes(search, { budget: filter.budget, bind }) : null;
  const place = placeConditions(search, bind);
  const conditions = [...place, ...homeConditions(search, bind), ...ofCurrency(search, bind)];
  const totalOf = stay && totalIn({ stay, input }, bind);
  const priced = stay && totalOf ? totalConditions({ stay, input }, { total: totalOf("s"), bind }) : [];
  const distance = point && distanceFrom(point, bind);
  const last = walked ? [] : keysetCondition(search, { alias: "r", bind });
  const total = totalOf && order.byTotal ? `, ${totalOf("s")} as total` : "";
  const columns = `s.id, s.currency, s.night, s.created_at, s.rating, s.quality${total}${distance ? `, ${distance} as distance` : ""}`;
  const from = walked ? `(${walked.homes})` : searchRows(filter, boxesOf(search), bind);
  const found = `select ${columns} from ${from} s where ${conjunction([...conditions, ...priced])}`;
  // Homes of a box or of a word are found by it and sorted: an index in this order would pass by the whole world's.
  const fence = !walked && (point || search.box || filter?.by === "ids") ? " offset 0" : "";
  const kept = last.length > 0 ? ` where ${conjunction(last)}` : "";
  return {
    homes: `select r.* from (${found}${fence}) r${kept} order by ${by("r", order)}`,
    letters: `${namedLetter(filter)}${lettersOf([...conditions, ...priced, ...last])}_${walked ? walked.letters : nameOf(order)}`,
    totalOf,
  };
}

/** So many homes of a city, a country or the world, one behind the other from where the page begins, whatever they are. */
function walkedHomes(search: Search, { budget, bind }: { readonly budget: number; readonly bind: Bind }) {
  const { order } = search;
  const inOrder = order.keys[0]?.name === "night" ? ofCurrency(search, bind) : [];
  const conditions = [...namedPlace(search, bind), ...inOrder, ...keysetCondition(search, { alias: "s", bind })];
  return {
    homes: `select s.* from listing_search s where ${conjunction(conditions)} order by ${by("s", order)} limit ${budget}`,
    letters: `${lettersOf(conditions)}_${nameOf(order)}`,
  };
}

/** The id, which ends every order, goes without saying. */
const nameOf = ({ keys, direction }: Order) =>
  `${keys
    .slice(0, -1)
    .map(({ name }) => name)
    .join("_")}_${direction}`;

const ofCurrency = ({ input: { currency } }: Search, bind: Bind): Condition[] =>
  currency === undefined ? [] : [["y", `s.currency = ${bind(currency, "text")}`]];

interface Priced {
  readonly stay: SearchedStay;
  readonly input: Pick<Search["input"], "guests">;
}

// The planner must know that few rows are wanted, so their number is in the text; three of them are enough.
const rowCounts: readonly number[] = [21, 51, 101];
const rowsFor = (limit: number): number => rowCounts.find((count) => count >= limit) ?? limit;

/** What the searched stay costs in the home that a row names: a probe of its whole row. */
export function totalIn({ stay, input }: Priced, bind: Bind): (alias: string) => string {
  // Whoever searches says how many come, not who they are: they count as adults.
  const people = bind(input.guests ?? 1, "bigint");
  const terms = { ...termsOf(stay, bind), home: "l" };
  const total = stayTotal({
    ...{ ...terms, people, adults: people, withPets: "false", hasRates: overlapsRates(terms) },
    weekends: bind(stay.weekends, "bigint"),
    guestBps: bind(stay.guestBps, "bigint"),
  });
  return (alias) => `(select ${total} from listing l where l.id = ${alias}.id)`;
}

export function totalConditions(
  {
    stay,
    input: { minPrice, maxPrice, currency, guests },
  }: { readonly stay: SearchedStay; readonly input: Search["input"] },
  { total, bind }: { readonly total: string; readonly bind: Bind },
): Condition[] {
  const within = `${total} between ${bind(minPrice ?? 0, "bigint")} and ${bind(maxPrice ?? maxAmountMinor, "bigint")}`;
  // What no home can reach: most searches ask for no total before the page is full.
  if (minPrice === undefined && maxPrice === undefined) return [["", `(s.kx < ${surelyAffordable} or ${within})`]];
  if (currency === undefined) return [["x", within]];
  const reach = { stay, guests: guests ?? 1, currency, least: minPrice ?? 0, most: maxPrice ?? maxAmountMinor };
  return [...reachConditions(reach, bind), ["x", within]];
}

// A year of it, fees and taxes included, stays below the largest total that travels.
const surelyAffordable = Math.floor(maxAmountMinor / (365 * 4));

function keysetCondition(
  { after, order: { keys, direction } }: Search,
  { alias, bind }: { readonly alias: string; readonly bind: Bind },
): Condition[] {
  if (!after) return [];
  const names = keys.map(({ name }) => `${alias}.${name}`).join(", ");
  const bounds = keys.map(({ type }, index) => bind(after[index], type)).join(", ");
  return [["k", `(${names}) ${direction === "asc" ? ">" : "<"} (${bounds})`]];
}
