import type pg from "pg";
import { freshDatabase } from "../../../test/database.ts";
import type { Actor, AnyAction } from "../../platform/action.ts";
import { createPool } from "../../platform/db.ts";
import { createEngine } from "../../platform/engine.ts";
import { createLog } from "../../platform/log.ts";
import { type Sql, sqlOn } from "../../platform/sql.ts";
import { auditPart } from "../audit/index.ts";
import { renewSessionPort } from "../users/index.ts";
import { renewSession } from "./sessions.ts";

export interface AuthRig {
  readonly pool: pg.Pool;
  readonly sql: Sql;
  /** Executes an action as a surface would. */
  call(action: AnyAction, input: object, actor?: Actor | null): Promise<unknown>;
  /** What was enqueued for a queue, oldest first. */
  jobs(queue: string): Promise<{ readonly userId: string; readonly mailId: string }[]>;
  close(): Promise<void>;
}

/** This module alone, for its tests: an engine without reactions on a database of its own. */
export async function createAuthRig(): Promise<AuthRig> {
  const database = await freshDatabase();
  const log = createLog({ level: "silent" });
  const pool = createPool({ url: database.url, max: 8, log });
  const house = {};
  renewSessionPort.plug(house, renewSession);
  const engine = createEngine({ pool, house, secret: "test-secret", log, audit: auditPart, reactions: {}, works: new Map() });
  const sql = sqlOn(pool);
  return {
    pool,
    sql,
    async call(action, input, actor = null) {
      const { output } = await engine.execute(action, { actor, requestId: "test" }, input);
      return output;
    },
    async jobs(queue) {
      const text = "select data from pgboss.job where name = $1 order by created_on, data ->> 'mailId'";
      const rows = await sql.all<{ data: { userId: string; mailId: string } }>("test_jobs", text, [queue]);
      return rows.map((row) => row.data);
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

export const ada = {
  email: "ada@example.com",
  password: "difference engine no. 2",
  firstName: "Ada",
  lastName: "Lovelace",
} as const;
