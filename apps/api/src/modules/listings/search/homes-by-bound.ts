import { coordinate, cubeOf, mapKey } from "./map-index.ts";
import type { Bind, Box } from "./search-place.ts";

/** Which bound of a night's price an index orders by. */
export type Bound = "ks" | "kw" | "kx";

/** Where homes are looked for. */
export interface Place {
  /** What they are read from, as `s`. */
  readonly rows: string;
  /** Conditions on `s`, besides the boxes. */
  readonly where: string;
  readonly boxes: readonly Box[] | null;
  /** No index is to be walked for an order. */
  readonly isFenced: boolean;
  readonly direction: "asc" | "desc";
  readonly bind: Bind;
}

export interface Candidates extends Place {
  readonly columns: string;
  readonly bound: Bound;
  readonly ofCurrency: string;
  readonly limited: string;
}

/** Homes with their bounds, in the order of the bounds; from each box by itself, since only so an index has that order. */
export function homesByBound({
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
}: Candidates): string {
  const those = `${columns}, s.${bound} as bound from ${rows} s where ${where}`;
  if (!boxes) {
    const found = `select ${those} and s.currency = ${ofCurrency}`;
    if (isFenced)
      return `select f.* from (${found} offset 0) f order by f.bound ${direction}, f.id ${direction}${limited}`;
    return `${found} order by s.${bound} ${direction}, s.id ${direction}${limited}`;
  }
  // A place without homes has no currency, and a cube no holes.
  const number = `coalesce(currency_number(${ofCurrency}), 0)`;
  const parts = boxes.map(
    (box) => `(select ${those} and ${mapKey} <@ ${cubeOf(box, { bind, lowest: number, highest: number })}
      order by ${mapKey} ~> ${coordinate(bound, direction)}${limited})`,
  );
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return `select u.* from (${parts.join(" union all ")}) u order by u.bound ${direction}${limited}`;
}
