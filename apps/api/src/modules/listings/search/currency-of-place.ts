import type { Place } from "./homes-by-bound.ts";
import { coordinate, cubeOf, mapKey, outermost } from "./map-index.ts";

/** The first currency that a place has, or the one behind another (a parameter). */
export function currencyOf({ rows, where, boxes, isFenced, direction, bind }: Place, behind?: string): string {
  const rest = behind === undefined ? "" : ` and s.currency ${direction === "asc" ? ">" : "<"} ${behind}`;
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
