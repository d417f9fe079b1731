import type pg from "pg";
import { type Sql, sqlOn } from "./sql.ts";

export interface Transaction {
  readonly client: pg.PoolClient;
  readonly sql: Sql;
  /** Settles when BEGIN was answered; it travels with the statements after it. */
  readonly begun: Promise<unknown>;
}

/**
 * Runs `work` in a transaction that we own. `work` ends it by answering the promise of its last statement, which
 * travels together with the COMMIT. A failed last statement turns that COMMIT into a rollback, so it is checked.
 */
export async function transaction<T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<{ readonly result: T; readonly last: Promise<unknown> }>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  let open = true;
  try {
    const begun = client.query("begin");
    begun.catch(() => undefined);
    const { result, last } = await work({ client, sql: sqlOn(client), begun });
    const [, commit] = await Promise.all([last, client.query("commit")]);
    if (commit.command !== "COMMIT") throw new Error("the transaction was rolled back by the database");
    open = false;
    return result;
  } finally {
    if (open) {
      await client.query("rollback").catch(() => {
        broken = true;
      });
    }
    client.release(broken);
  }
}
