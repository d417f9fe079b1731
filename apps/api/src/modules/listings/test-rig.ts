import type { Role } from "@roost/contract";
import type pg from "pg";
import { freshDatabase } from "../../../test/database.ts";
import type { Actor, AnyAction, UserActor } from "../../platform/action.ts";
import { createCursors } from "../../platform/cursor.ts";
import { createPool } from "../../platform/db.ts";
import { createEngine } from "../../platform/engine.ts";
import { type Env, readEnv } from "../../platform/env.ts";
import { newId } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import { cursorsPort, envPort } from "../../platform/settings.ts";
import { type Sql, sqlOn } from "../../platform/sql.ts";
import { transaction } from "../../platform/transaction.ts";
import { auditPart } from "../audit/index.ts";

export interface ListingsRig {
  readonly pool: pg.Pool;
  readonly sql: Sql;
  /** Executes an action as a surface would. */
  call(action: AnyAction, input: object, actor?: Actor | null): Promise<unknown>;
  /** Runs statements in one transaction on a connection of its own. */
  inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  addUser(roles: readonly Role[]): Promise<UserActor>;
  /** A published home in Oslo for 1,000.00 kr a night, unless the columns say otherwise. Answers its id. */
  addHome(columns?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** This module alone, for its tests: an engine without reactions on a database of its own. */
export async function createListingsRig(): Promise<ListingsRig> {
  const database = await freshDatabase();
  const log = createLog({ level: "silent" });
  const pool = createPool({ url: database.url, max: 16, log });
  const sql = sqlOn(pool);
  const house = {};
  envPort.plug(house, testEnv(database.url));
  cursorsPort.plug(house, createCursors("a secret of the tests, long enough for this"));
  const engine = createEngine({
    pool,
    house,
    secret: "test-secret",
    log,
    audit: auditPart,
    reactions: {},
    works: new Map(),
  });

  const addUser: ListingsRig["addUser"] = async (roles) => {
    const userId = newId();
    await sql.run("test_user", userText, [userId, roles]);
    return { kind: "user", userId, roles, emailVerified: true, sessionId: newId() };
  };
  return {
    pool,
    sql,
    addUser,
    async call(action, input, actor = null) {
      const { output } = await engine.execute(action, { actor, requestId: "test" }, input);
      return output;
    },
    inTransaction: (work) =>
      transaction(pool, async ({ sql, begun }) => {
        await begun;
        return { result: await work(sql), last: Promise.resolve() };
      }),
    async addHome(columns = {}) {
      const id = newId();
      const host_id = columns["host_id"] ?? (await addUser(["guest", "host"])).userId;
      await sql.run("test_home", homeText, [JSON.stringify({ ...plainHome, id, ...columns, host_id })]);
      return id;
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

const testEnv = (databaseUrl: string): Env =>
  readEnv({
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: "none",
    STRIPE_WEBHOOK_SECRET: "none",
    SMTP_URL: "smtp://none",
  });

const userText = `insert into app_user (id, email, first_name, last_name, roles, email_verified_at, created_at)
  values ($1::uuid, $1::text || '@test.invalid', 'Test', 'User', $2::role[], now(), now())`;

const homeText = "insert into listing select * from jsonb_populate_record(null::listing, $1)";

const plainHome = {
  title: "A home",
  description: "",
  property_type: "apartment",
  room_type: "entire",
  city: "Oslo",
  country: "NO",
  latitude: 59.91,
  longitude: 10.75,
  public_latitude: 59.91,
  public_longitude: 10.75,
  time_zone: "Europe/Oslo",
  currency: "NOK",
  nightly_price_minor: 100_000,
  cleaning_fee_minor: 0,
  max_guests: 4,
  bedrooms: 1,
  booking_mode: "instant",
  min_nights: 1,
  max_nights: 365,
  review_count: 0,
  status: "published",
  created_at: "2026-01-01T00:00:00Z",
  version: 1,
} as const;

/** A local date so many days from now in UTC. */
export const daysAhead = (days: number): string => Temporal.Now.plainDateISO("UTC").add({ days }).toString();
