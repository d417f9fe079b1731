import { worstName } from "../read-arguments.ts";
import type { WorstResult } from "./worst-report.ts";

/** A sentence for each that reads more than it may, or was not answered. */
export const worstMisses = (results: readonly WorstResult[]): readonly string[] =>
  results.flatMap(({ of, listings, rows, mostRows, failed }) => {
    if (mostRows === null) return [];
    const named = `${worstName}, ${of}, at ${listings} homes`;
    return [
      ...(rows > mostRows ? [`${named}: ${rows} rows were read, wanted are at most ${mostRows}`] : []),
      ...(failed > 0 ? [`${named}: ${failed} answers were not 200`] : []),
    ];
  });
