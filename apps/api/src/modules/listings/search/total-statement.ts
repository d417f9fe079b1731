import { maxAmountMinor } from "@roost/contract";
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
import { type Bind, type Box, distanceFrom, listingRow } from "./search-place.ts";
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

/** Which bound of a night's price an index orders by. */
type Bound = "ks" | "kw" | "kx";

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

/** How many homes a walk comes by before its budget is spent: less than the budget where there are no more. */
export function walkedForTotal(search: TotalSearch, budget: number): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { place, letters } = walkedPlace(search, bind);
  const walked = candidatesText({ ...place, limited: ` limit ${budget}` });
  return { shape: `walked_${letters}_${budget}`, text: `select count(*)::int as walked from (${walked}) w`, values };
}

/** The first homes of one currency in the order of their bounds, and which currency that is. */
function likeliest(search: TotalSearch, bind: Bind) {
  const { candidates, text: filter } = search;
  const limited = candidates === null ? "" : ` limit ${candidates}`;
  const { place, letters } = filter?.by === "walk" ? walkedPlace(search, bind) : askedPlace(search, bind);
  const { bound, ofCurrency } = place;
  if (filter?.by !== "walk") return { first: candidatesText({ ...place, limited }), letters, bound, ofCurrency };
  const asked = [...circleCondition(search, bind), ...homeConditions(search, bind), ...reachConditions(search, bind)];
  const walked = candidatesText({ ...place, limited: ` limit ${filter.budget}` });
  const first = `select s.id, s.bound from (${walked}) s where ${asked.length === 0 ? "true" : conjunction(asked)}${limited}`;
  return { first, letters: `${letters}_${lettersOf(asked)}`, bound, ofCurrency };
}

/** Homes that fit. */
function askedPlace(search: TotalSearch, bind: Bind) {
  const isFenced = search.text?.by === "ids";
  const where = isFenced
    ? placeConditions(search, bind)
    : [...namedPlace(search, bind), ...circleCondition(search, bind)];
  return likeliestOf(search, {
    rows: searchRows(search.text, bind),
    conditions: [...where, ...homeConditions(search, bind), ...reachConditions(search, bind)],
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
  const ofCurrency = currency === null ? `(${currencyText(placeOf(search, bind))})` : bind(currency, "text");
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
  const rows = searchRows(filter, bind);
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

const sign = (direction: "asc" | "desc") => (direction === "asc" ? ">" : "<");

interface Place {
  readonly rows: string;
  /** Conditions on `s`, besides the boxes. */
  readonly where: string;
  readonly boxes: readonly Box[] | null;
  /** No index is to be walked for an order. */
  readonly isFenced: boolean;
  readonly direction: "asc" | "desc";
  readonly bind: Bind;
}

interface Candidates extends Place {
  readonly columns: string;
  readonly bound: Bound;
  readonly ofCurrency: string;
  readonly limited: string;
}

/** Homes with their bounds, in the order of the bounds; from each box by itself, since only so an index has that order. */
function candidatesText({
  rows,
  where,
  boxes,
  isFenced,
  direction,
  bind,
  columns,
  bound,
  ofCurrency,
  limited,
}: Candidates) {
  const those = `${columns}, s.${bound} as bound from ${rows} s where ${where}`;
  if (!boxes) {
    const found = `select ${those} and s.currency = ${ofCurrency}`;
    if (isFenced)
      return `select f.* from (${found} offset 0) f order by f.bound ${direction}, f.id ${direction}${limited}`;
    return `${found} order by s.${bound} ${direction}, s.id ${direction}${limited}`;
  }
  const number = `currency_number(${ofCurrency})`;
  const parts = boxes.map(
    (box) => `(select ${those} and ${mapKey} <@ ${cubeOf(box, { bind, lowest: number, highest: number })}
      order by ${mapKey} ~> ${coordinate(bound, direction)}${limited})`,
  );
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return `select u.* from (${parts.join(" union all ")}) u order by u.bound ${direction}${limited}`;
}

/** What the index `listing_search_map` is made of. */
const mapKey = `cube(array[s.lat, s.lng, currency_number(s.currency)::float8, s.ks::float8, s.kw::float8, s.kx::float8,
  s.night::float8])`;

const dimensions = { currency: 3, ks: 4, kw: 5, kx: 6 } as const;

/** `~>` counts two coordinates for each dimension; below zero it turns the order around. */
const coordinate = (dimension: keyof typeof dimensions, direction: "asc" | "desc"): number =>
  (dimensions[dimension] * 2 - 1) * (direction === "asc" ? 1 : -1);

const outermost = "1e300";

interface Extent {
  readonly bind: Bind;
  readonly lowest: string;
  readonly highest: string;
}

function cubeOf({ south, north, west, east }: Box, { bind, lowest, highest }: Extent): string {
  const corner = (latitude: number, longitude: number, rest: string) =>
    `array[${bind(latitude, "float8")}, ${bind(longitude, "float8")}, ${rest}]::float8[]`;
  const others = (sign: string) => Array.from({ length: 4 }, () => `${sign}${outermost}`).join(", ");
  return `cube(${corner(south, west, `${lowest}, ${others("-")}`)}, ${corner(north, east, `${highest}, ${others("")}`)})`;
}

/** The first currency that a place has, or the one behind another (a parameter). */
function currencyText({ rows, where, boxes, isFenced, direction, bind }: Place, behind?: string): string {
  const rest = behind === undefined ? "" : ` and s.currency ${sign(direction)} ${behind}`;
  const columns = `select s.currency from ${rows} s where ${where}${rest}`;
  if (isFenced) return `select f.currency from (${columns} offset 0) f order by f.currency ${direction} limit 1`;
  if (!boxes) return `${columns} order by s.currency ${direction} limit 1`;
  const [lowest, highest] = [`-${outermost}`, outermost];
  const parts = boxes.map(
    (box) => `(${columns} and ${mapKey} <@ ${cubeOf(box, { bind, lowest, highest })}
      order by ${mapKey} ~> ${coordinate("currency", direction)} limit 1)`,
  );
  return `select u.currency from (${parts.join(" union all ")}) u order by u.currency ${direction} limit 1`;
}

/** Which currency the place has behind another. */
export function nextCurrencyStatement(search: TotalSearch, behind: string): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const place = placeOf(search, bind);
  const letters = lettersOf(namedPlace(search, () => "")) + (place.isFenced ? "t" : "") + extentLetter(search);
  const text = currencyText(place, bind(behind, "text"));
  return { shape: `next_currency_${letters}_${place.direction}`, text, values };
}
