import type { Sql } from "../../../../platform/sql.ts";

/** What breaks a claim: rows as they were found, or what was expected beside what is booked. */
export type Counterexample = object;

/** One sentence about money that must be true at every moment. */
export interface Claim {
  readonly name: string;
  readonly sentence: string;
  /** The first counterexamples; none where it holds. */
  check(sql: Sql): Promise<readonly Counterexample[]>;
}

/** A claim as a query that finds no rows. */
export const rowsOf = (name: string, sentence: string, text: string): Claim => ({
  name,
  sentence,
  check: (sql) => sql.all(`verify_${name}`, `select * from (${text}) broken limit 5`),
});
