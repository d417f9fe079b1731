import { Currency, maxAmountMinor } from "@roost/contract";
import { currencyOf } from "./currency-of-place.ts";
import { type Bound, homesByBound, type Place } from "./homes-by-bound.ts";
import {
  boxesOf,
  type Condition,
  circleCondition,
  conjunction,
  extentLetter,
  homeConditions,
  lettersOf,
  namedPlace,
  placeConditions,
  type SearchedStay,
} from "./search-conditions.ts";
import { type Bind, distanceFrom, listingRow } from "./search-place.ts";
import { budgetOf, rankedColumns, type Search, type Statement, totalIn } from "./search-statement.ts";
import { namedLetter, searchRows } from "./text/text-filter.ts";
import { lowerBoundOf } from "./total-bounds.ts";
import { reachConditions, taxesText } from "./total-reach.ts";

/** Homes of one currency, by the total of a stay. */
export interface TotalSearch extends Search {
  readonly stay: SearchedStay;
  /** Which currency's homes; null for the first (or last, downwards) that the place has. */
  readonly currency: string | null;
  /** The total and id after which the page begins. */
  readonly since: readonly [total: number, id: string] | null;
  /** How many homes are priced, the likeliest first; null for all of them. */
  readonly candidates: number | null;
}

const boundOf = ({ stay, order }: Pick<TotalSearch, "stay" | "order">): Bound =>
  order.direction === "desc" ? "kx" : lowerBoundOf(stay);

/**
 * The first homes by their bound, priced and sorted, with what proves that none behind them belongs on the page:
 * `seen`, how many there were, and `bound`, that of the last.
 */
export function totalStatement(search: TotalSearch): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { input, point, order, since, candidates, limit, text: filter } = search;
  const { direction } = order;
  const { first, letters, bound, ofCurrency } = likeliest(search, bind);
  const totalOf = totalIn(search, bind);
  const after = since
    ? `and (t.total, t.id) ${sign(direction)} (${bind(since[0], "bigint")}, ${bind(since[1], "uuid")})`
    : "";
  const distance = point ? `, ${distanceFrom(point, bind, listingRow)} as distance` : "";
  const text = `with c as materialized (${first}), p as (
      select t.id, t.total from (select c.id, ${totalOf("c")} as total from c offset 0) t
      where t.total between ${bind(input.minPrice ?? 0, "bigint")} and ${bind(input.maxPrice ?? maxAmountMinor, "bigint")} ${after}
      order by t.total ${direction}, t.id ${direction} limit ${bind(limit, "int")}
    ), m as (select count(*) as seen, ${direction === "asc" ? "max" : "min"}(bound) as bound from c)
    select m.seen, m.bound, ${ofCurrency} as "ofCurrency", ${bound === "kx" ? `(select to_jsonb(t) from (${taxesText(ofCurrency)}) t) as taxes, ` : ""}f.* from m left join lateral (
      select ${rankedColumns}, p.total${distance} from p join listing l on l.id = p.id
    ) f on true order by f.total ${direction}, f.id ${direction}`;
  const shape = `${letters}${budgetOf(filter)}_${candidates ?? "all"}${since ? "k" : ""}`;
  return { shape, text, values };
}

const sign = (direction: "asc" | "desc") => (direction === "asc" ? ">" : "<");

/** The first homes of one currency in the order of their bounds, and which currency that is. */
function likeliest(search: TotalSearch, bind: Bind) {
  const { candidates, text: filter } = search;
  const limited = candidates === null ? "" : ` limit ${candidates}`;
  const { place, letters } = filter?.by === "walk" ? walkedPlace(search, bind) : askedPlace(search, bind);
  const { bound, ofCurrency } = place;
  if (filter?.by !== "walk") return { first: homesByBound({ ...place, limited }), letters, bound, ofCurrency };
  const asked = [...circleCondition(search, bind), ...homeConditions(search, bind), ...betweenPages(search, bind)];
  const walked = homesByBound({ ...place, limited: ` limit ${filter.budget}` });
  const first = `select s.id, s.bound from (${walked}) s where ${asked.length === 0 ? "true" : conjunction(asked)}${limited}`;
  return { first, letters: `${letters}_${lettersOf(asked)}`, bound, ofCurrency };
}

/** That a total may lie behind the page before and within the wished prices. */
function betweenPages({ input, order, stay, currency, since }: TotalSearch, bind: Bind): Condition[] {
  if (currency === null) return [];
  const [least, most] = [input.minPrice ?? 0, input.maxPrice ?? maxAmountMinor];
  const [last] = since ?? [];
  const isUp = order.direction === "asc";
  const reach = { stay, guests: input.guests ?? 1, currency: Currency.parse(currency) };
  const [from, to] = [isUp ? Math.max(least, last ?? 0) : least, isUp ? most : Math.min(most, last ?? most)];
  return reachConditions({ ...reach, least: from, most: to }, bind);
}

/** Homes that fit. */
function askedPlace(search: TotalSearch, bind: Bind) {
  const isFenced = search.text?.by === "ids";
  const where = isFenced
    ? placeConditions(search, bind)
    : [...namedPlace(search, bind), ...circleCondition(search, bind)];
  return likeliestOf(search, {
    rows: searchRows(search.text, null, bind),
    conditions: [...where, ...homeConditions(search, bind), ...betweenPages(search, bind)],
    isFenced,
    columns: "s.id",
    bind,
  });
}

/** Homes of the place, whatever else is asked. */
const walkedPlace = (search: TotalSearch, bind: Bind) =>
  likeliestOf(search, {
    rows: "listing_search",
    conditions: namedPlace(search, bind),
    isFenced: false,
    columns: "s.*",
    bind,
  });

interface Likeliest {
  /** What they are read from. */
  readonly rows: string;
  readonly conditions: readonly Condition[];
  readonly isFenced: boolean;
  readonly columns: string;
  readonly bind: Bind;
}

function likeliestOf(search: TotalSearch, { rows, conditions, isFenced, columns, bind }: Likeliest) {
  const { order, currency } = search;
  const bound = boundOf(search);
  const ofCurrency = currency === null ? `(${currencyOf(placeOf(search, bind))})` : bind(currency, "text");
  const extent = { rows, boxes: isFenced ? null : boxesOf(search), isFenced, direction: order.direction, bind };
  return {
    place: { ...extent, where: conjunction(conditions), columns, bound, ofCurrency },
    letters: `${namedLetter(isFenced ? search.text : null)}${lettersOf(conditions)}${isFenced ? "" : extentLetter(search)}_${bound}${currency === null ? "f" : ""}`,
  };
}

/** Homes that words name are found by these, and a place leaves out some of them; others are found by their place. */
function placeOf(search: TotalSearch, bind: Bind): Place {
  const { order, text: filter } = search;
  const { direction } = order;
  const rows = searchRows(filter, null, bind);
  if (filter?.by !== "ids") {
    return {
      rows,
      where: conjunction(namedPlace(search, bind)),
      boxes: boxesOf(search),
      isFenced: false,
      direction,
      bind,
    };
  }
  return { rows, where: conjunction(placeConditions(search, bind)), boxes: null, isFenced: true, direction, bind };
}

/** Which currency the place has behind another. */
export function nextCurrencyStatement(search: TotalSearch, behind: string): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const place = placeOf(search, bind);
  const letters =
    lettersOf(namedPlace(search, () => "")) + (place.isFenced ? namedLetter(search.text) : "") + extentLetter(search);
  const text = currencyOf(place, bind(behind, "text"));
  return { shape: `next_currency_${letters}_${place.direction}`, text, values };
}
