import { rounded } from "../../statistics.ts";
import { textTable } from "../../text-table.ts";
import { worstName } from "../read-arguments.ts";

/** What a search that is hard to answer came to in a database of one size. */
export interface WorstResult {
  readonly of: string;
  readonly listings: number;
  /** That were read for one request. */
  readonly rows: number;
  readonly mostRows: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were none, mostly since a statement took too long. */
  readonly failed: number;
}

/** Objects for a program, one for each line. */
export const worstLines = (results: readonly WorstResult[]): readonly object[] =>
  results.map(({ of, listings, rows, mostRows, p50Ms, p99Ms, failed }) => ({
    ...{ case: worstName, of, listings, rows, mostRows, p50Ms: rounded(p50Ms, 2), p99Ms: rounded(p99Ms, 2), failed },
  }));

/** A table for people, the sizes of a case beside each other; nothing where nothing was measured. */
export function worstTable(results: readonly WorstResult[]): readonly string[] {
  const names = [...new Set(results.map(({ of }) => of))];
  const rows = names.flatMap((name) =>
    results
      .filter(({ of }) => of === name)
      .map(({ listings, rows, mostRows, p50Ms, p99Ms, failed }, index) => [
        ...[index === 0 ? name : "", listings.toLocaleString("en"), String(rows), String(mostRows ?? "")],
        ...[p50Ms.toFixed(2), p99Ms.toFixed(2), failed === 0 ? "" : String(failed)],
      ]),
  );
  if (rows.length === 0) return [];
  return [textTable([worstName, "homes", "rows", "wanted", "p50 ms", "p99 ms", "failed"], rows), ""];
}
