import type { Role } from "@roost/contract";
import type pg from "pg";
import { type App, createApp } from "../src/app.ts";
import type { Actor, AnyAction, UserActor } from "../src/platform/action.ts";
import { readEnv } from "../src/platform/env.ts";
import { newId } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import type { Sql } from "../src/platform/sql.ts";
import { transaction } from "../src/platform/transaction.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";

export interface Rig {
  readonly app: App;
  readonly sql: Sql;
  readonly pool: pg.Pool;
  readonly database: TestDatabase;
  /** Executes an action as a surface would, with a new Idempotency-Key where it needs one. */
  call(action: AnyAction, input: object, actor?: Actor | null): Promise<unknown>;
  /** Runs statements in one transaction on a connection of its own. */
  inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  addUser(roles?: readonly Role[]): Promise<UserActor>;
  /** A published home in Oslo for 1,000.00 kr a night, unless the columns say otherwise. Answers its id. */
  addHome(columns?: Readonly<Record<string, unknown>>): Promise<string>;
  /** What was enqueued for a queue, oldest first. */
  jobs(queue: string): Promise<Readonly<Record<string, string>>[]>;
  close(): Promise<void>;
}

/** The composed app on a database of its own, without HTTP, worker, mail server or provider: for tests of verbs. */
export async function startRig(variables: Readonly<Record<string, string>> = {}): Promise<Rig> {
  const database = await freshDatabase();
  const env = readEnv({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    // A busy machine may be slow; how patience ends is tested where it is the subject.
    DATABASE_STATEMENT_TIMEOUT_MS: "60000",
    DATABASE_CONNECTION_TIMEOUT_MS: "60000",
    EVENT_LOOP_DELAY_MS: "20000",
    // Rows are changed by SQL here, of which nobody hears without a server.
    CACHE_TTL_MS: "0",
    DATABASE_URL: database.url,
    ROOST_HOME: database.home,
    STRIPE_SECRET_KEY: "sk_test_nowhere",
    STRIPE_WEBHOOK_SECRET: "whsec_nowhere",
    STRIPE_API_BASE: "http://127.0.0.1:9",
    SMTP_URL: "smtp://127.0.0.1:9",
    ...variables,
  });
  const app = createApp({ env, log: createLog({ level: env.LOG_LEVEL }), origin: "http://roost.test" });
  const { sql, pool } = app;

  const addUser: Rig["addUser"] = async (roles = ["guest"]) => {
    const userId = newId();
    await sql.run("test_user", userText, [userId, roles]);
    return { kind: "user", userId, roles, emailVerified: true, sessionId: newId() };
  };

  return {
    app,
    sql,
    pool,
    database,
    addUser,
    async call(action, input, actor = null) {
      const needsKey = action.kind !== "query" && action.key === "required";
      const call = { actor, requestId: "test", ...(needsKey && { idempotencyKey: newId() }) };
      return (await app.engine.execute(action, call, input)).output;
    },
    inTransaction: (work) =>
      transaction(pool, async ({ sql, begun }) => {
        await begun;
        return { result: await work(sql), last: Promise.resolve() };
      }),
    async addHome(columns = {}) {
      const id = newId();
      const host_id = columns["host_id"] ?? (await addUser(["guest", "host"])).userId;
      const home: Readonly<Record<string, unknown>> = { ...plainHome, id, ...columns, host_id };
      const rating_sum = Math.round(Number(home["avg_rating"] ?? 0) * Number(home["review_count"]));
      await sql.run("test_home", homeText, [JSON.stringify({ ...home, rating_sum })]);
      return id;
    },
    async jobs(queue) {
      const rows = await sql.all<{ data: Record<string, string> }>(
        "test_jobs",
        "select data from pgboss.job where name = $1 order by created_on, data ->> 'mailId'",
        [queue],
      );
      return rows.map((row) => row.data);
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

const userText = `insert into app_user (id, email, first_name, last_name, roles, email_verified_at, created_at)
  values ($1::uuid, $1::text || '@test.invalid', 'Test', 'User', $2::role[], now(), now())`;

const homeText = "insert into listing select * from jsonb_populate_record(null::listing, $1::jsonb)";

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
  included_guests: 1,
  extra_guest_fee_minor: 0,
  pet_fee_minor: 0,
  weekly_discount_bps: 0,
  monthly_discount_bps: 0,
  pricing_version: 1,
  max_guests: 4,
  bedrooms: 1,
  beds: 1,
  bathrooms: 1,
  amenities: [],
  cancellation_policy: "flexible",
  advance_notice_days: 0,
  preparation_days: 0,
  booking_window_days: 731,
  check_in_from: "15:00",
  check_out_before: "11:00",
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
