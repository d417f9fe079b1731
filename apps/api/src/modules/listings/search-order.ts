import type { ListingSort } from "@roost/contract";
import type { SummaryRow } from "./listing-row.ts";

/** What a page's last row says about where the next page begins. */
export interface RankedRow extends SummaryRow {
  readonly createdAt: string;
  readonly total?: number;
  readonly distance?: number;
}

/** What homes can be ordered by: a column of the candidates, its SQL type, and its value in a row. */
interface Key {
  readonly name: string;
  readonly type: string;
  valueIn(this: void, row: RankedRow): string | number;
}

const currency: Key = { name: "currency", type: "text", valueIn: (row) => row.currency };
const nightly: Key = { name: "nightly", type: "bigint", valueIn: (row) => row.nightlyPriceMinor };
const total: Key = { name: "total", type: "bigint", valueIn: (row) => row.total ?? 0 };
const rating: Key = { name: "rating", type: "float8", valueIn: (row) => row.avgRating ?? 0 };
const createdAt: Key = { name: "created_at", type: "timestamptz", valueIn: (row) => row.createdAt };
const distance: Key = { name: "distance", type: "float8", valueIn: (row) => row.distance ?? 0 };
/** Breaks ties. */
const id: Key = { name: "id", type: "uuid", valueIn: (row) => row.id };

/** A total order: no two homes are equal in it. */
export interface Order {
  readonly direction: "asc" | "desc";
  readonly keys: readonly Key[];
}

export interface OrderOptions {
  readonly sort: ListingSort;
  /** Prices are totals of a stay. */
  readonly withDates: boolean;
  /** Only one currency is searched. */
  readonly oneCurrency: boolean;
}

/**
 * The order of a search. Amounts of different currencies are never compared: without a currency, homes are grouped
 * by it, and ordered by price within each. Homes without a rating come after the rated ones.
 */
export function orderOf({ sort, withDates, oneCurrency }: OrderOptions): Order {
  const price = [...(oneCurrency ? [] : [currency]), withDates ? total : nightly, id];
  const orders: Readonly<Record<ListingSort, Order>> = {
    price: { direction: "asc", keys: price },
    "-price": { direction: "desc", keys: price },
    "-rating": { direction: "desc", keys: [rating, id] },
    "-createdAt": { direction: "desc", keys: [createdAt, id] },
    distance: { direction: "asc", keys: [distance, id] },
  };
  return orders[sort];
}

/** Where a row stands in the order: what a cursor carries. */
export const positionOf = (row: RankedRow, { keys }: Order): readonly (string | number)[] =>
  keys.map((key) => key.valueIn(row));
