import { readFile } from "node:fs/promises";
import type { Sql } from "./platform/sql.ts";

/** Something that must never be, as one query that returns no rows. */
export interface Invariant {
  readonly name: string;
  readonly sentence: string;
  readonly query: string;
}

export interface Violation {
  readonly name: string;
  readonly sentence: string;
  /** The rows that break it, the first few. */
  readonly rows: readonly object[];
}

const shownRows = 5;

/** Asks every query of invariants.sql; an empty answer means that everything holds. */
export async function checkInvariants(sql: Pick<Sql, "all">): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  for (const { name, sentence, query } of await readInvariants()) {
    const rows = await sql.all(`invariant_${name}`, `select * from (${query}) broken limit ${shownRows}`);
    if (rows.length > 0) violations.push({ name, sentence, rows });
  }
  return violations;
}

/** The queries of invariants.sql, in their order. */
export async function readInvariants(): Promise<readonly Invariant[]> {
  const text = await readFile(new URL("invariants.sql", import.meta.url), "utf8");
  return [...text.matchAll(/^-- ([a-z_]+\.[a-z_]+): (.+)\n([^;]+);$/gm)].map(
    ([, name = "", sentence = "", query = ""]) => ({
      name,
      sentence,
      query,
    }),
  );
}
