import type pg from "pg";
import { auditPart } from "../src/modules/audit/index.ts";
import type { Actor, AnyAction } from "../src/platform/action.ts";
import { createPool } from "../src/platform/db.ts";
import { createEngine, type Engine, type EngineOptions } from "../src/platform/engine.ts";
import { newId } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import type { Answer } from "../src/platform/reads.ts";
import { type Sql, sqlOn } from "../src/platform/sql.ts";
import { asOwner, freshDatabase, type TestDatabase } from "./database.ts";

export interface TestEngine {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  readonly sql: Sql;
  readonly database: TestDatabase;
  execute(action: AnyAction, input: object, call?: { actor?: Actor | null; key?: string }): Promise<Answer>;
  /** How many rows a table has. */
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

/** The engine alone, for actions that a test makes up; they may write to the table `note (id, text)`. */
export async function startEngine(
  options: Partial<Pick<EngineOptions, "reactions" | "works">> = {},
): Promise<TestEngine> {
  const database = await freshDatabase();
  await asOwner(database, "create table note (id uuid primary key, text text not null)");
  const log = createLog({ level: "silent" });
  const pool = createPool({ url: database.url, max: 12, log });
  const { reactions = {}, works = new Map() } = options;
  const engine = createEngine({ pool, house: {}, secret: "a test's secret", log, audit: auditPart, reactions, works });
  return {
    engine,
    pool,
    sql: sqlOn(pool),
    database,
    execute: (action, input, { actor = null, key } = {}) =>
      engine.execute(action, { actor, requestId: newId(), idempotencyKey: key }, input),
    async count(table) {
      const { rows } = await pool.query<{ count: number }>(`select count(*) as count from ${table}`);
      return rows[0]?.count ?? Number.NaN;
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}
