import type { Sql } from "../../../platform/sql.ts";
import type { Wanted } from "./search-input.ts";
import type { RankedRow } from "./search-order.ts";
import { type Search, searchStatement } from "./search-statement.ts";
import { statementName } from "./statement-name.ts";

type NearSearch = Search & { readonly point: NonNullable<Wanted["point"]> };

const firstRadiusKm = 1;
const growth = 3;

/**
 * A page by distance. The homes of a small circle are sorted, and it grows until the page is full: what lies nearer is
 * in it, so a full page is the right one. `hint` is the radius that the page before needed.
 */
export async function nearestPage(sql: Sql, search: NearSearch, hint: number) {
  const { point, limit } = search;
  // Homes that words name are looked at wherever they are.
  const first = search.text?.by === "ids" ? point.radiusKm : firstRadiusKm;
  for (let radiusKm = Math.max(hint, first); ; radiusKm *= growth) {
    const within = Math.min(radiusKm, point.radiusKm);
    const { shape, text, values } = searchStatement({ ...search, point: { ...point, radiusKm: within } });
    const rows = await sql.all<RankedRow>(statementName("search", shape), text, values);
    if (rows.length >= limit || within === point.radiusKm) return { rows: rows.slice(0, limit), hint: within };
  }
}
