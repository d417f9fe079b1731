import { readFile } from "node:fs/promises";
import type pg from "pg";

const file = new URL("../../../../apps/api/src/invariants.sql", import.meta.url);

/** A sentence for each invariant of invariants.sql that does not hold. */
export async function brokenInvariants(client: pg.Client): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [, name, sentence, query] of (await readFile(file, "utf8")).matchAll(queries)) {
    const { rowCount } = await client.query(`select * from (${query}) broken`);
    if (rowCount) found.push(`${name} does not hold in ${rowCount} rows: ${sentence}`);
  }
  return found;
}

const queries = /^-- ([a-z_]+\.[a-z_]+): (.+)\n([^;]+);$/gm;
