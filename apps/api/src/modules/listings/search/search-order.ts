import type { ListingSort } from "@roost/contract";
import type { SummaryRow } from "../listing-row.ts";

/** A home of a page, with what it was ordered by. */
export interface RankedRow extends SummaryRow {
  readonly createdAt: string;
  readonly quality: number;
  readonly total?: number;
  readonly distance?: number;
  /** Of a search by text: 1 where all words are in the home's title, neighbourhood or city; -1 where a rare word is another. */
  readonly tier?: number;
}

/** What homes can be ordered by: a column of the search row or a computed one, its SQL type, its value in a row. */
interface Key {
  readonly name: string;
  readonly type: string;
  valueIn(this: void, row: RankedRow): string | number;
}

const currency: Key = { name: "currency", type: "text", valueIn: (row) => row.currency };
const nightly: Key = { name: "night", type: "bigint", valueIn: (row) => row.nightlyPriceMinor };
const total: Key = { name: "total", type: "bigint", valueIn: (row) => row.total ?? 0 };
const rating: Key = { name: "rating", type: "int", valueIn: (row) => Math.round((row.avgRating ?? 0) * 100) };
const quality: Key = { name: "quality", type: "int", valueIn: (row) => row.quality };
const tier: Key = { name: "tier", type: "int", valueIn: (row) => row.tier ?? 0 };
const createdAt: Key = { name: "created_at", type: "timestamptz", valueIn: (row) => row.createdAt };
const distance: Key = { name: "distance", type: "float8", valueIn: (row) => row.distance ?? 0 };
/** Breaks ties. */
const id: Key = { name: "id", type: "uuid", valueIn: (row) => row.id };

/** A total order: no two homes are equal in it. */
export interface Order {
  readonly direction: "asc" | "desc";
  readonly keys: readonly Key[];
  /** By the total of a stay, which no index knows: `total-page.ts` finds it. */
  readonly byTotal: boolean;
}

export interface OrderOptions {
  readonly sort: ListingSort;
  /** Prices are totals of a stay. */
  readonly withDates: boolean;
  /** Only one currency is searched. */
  readonly oneCurrency: boolean;
  readonly byText: boolean;
}

/**
 * The order of a search. Amounts of different currencies are never compared: without a currency, homes are grouped
 * by it, and ordered by price within each. Of equal ratings the one by more guests comes first; homes without a rating come after the rated
 * ones.
 */
export function orderOf({ sort, withDates, oneCurrency, byText }: OrderOptions): Order {
  const price = { keys: [...(oneCurrency ? [] : [currency]), withDates ? total : nightly, id], byTotal: withDates };
  const orders: Readonly<Record<ListingSort, Order>> = {
    relevance: { direction: "desc", keys: [...(byText ? [tier] : []), quality, id], byTotal: false },
    price: { direction: "asc", ...price },
    "-price": { direction: "desc", ...price },
    "-rating": { direction: "desc", keys: [rating, quality, id], byTotal: false },
    "-createdAt": { direction: "desc", keys: [createdAt, id], byTotal: false },
    distance: { direction: "asc", keys: [distance, id], byTotal: false },
  };
  return orders[sort];
}

/** Where a row stands in the order: what a cursor carries. */
export const positionOf = (row: RankedRow, { keys }: Order): readonly (string | number)[] =>
  keys.map((key) => key.valueIn(row));
