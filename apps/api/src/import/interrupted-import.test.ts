import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/database.ts";

const program = fileURLToPath(new URL("../bin/import-listings.ts", import.meta.url));
const oslo = fileURLToPath(new URL("../../demo/oslo-listings.csv", import.meta.url));

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const startImport = (): ChildProcess & { stdout: NodeJS.ReadableStream } => {
  const args = [program, oslo, "--city", "Oslo", "--country", "NO", "--currency", "NOK"];
  const env = { ...process.env, DATABASE_URL: database.url };
  return spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
};

async function countOf(query: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(query);
  return Number(rows[0]?.count);
}

const waiting = `select count(*) from pg_stat_activity
  where datname = current_database() and application_name = 'roost-import' and wait_event_type = 'Lock'`;
/** The home on line 5,300. */
const homeFarDown = "908018566782727808";
const homes = "select count(*) from listing";

test("killed in the middle of a batch and run again, every home is there exactly once", async () => {
  const blocker = new pg.Client({ connectionString: database.superuserUrl });
  await blocker.connect();
  // Holds the id of a home far down in the file, so that the import waits within its transaction.
  await blocker.query("begin");
  await blocker.query(`insert into app_user (id, email, first_name, last_name, roles, created_at)
    values (gen_random_uuid(), 'blocker@test.invalid', 'B', 'B', '{host}', now())`);
  await blocker.query(
    `insert into listing (id, host_id, external_id, title, description, property_type, room_type, city, country,
       latitude, longitude, public_latitude, public_longitude, time_zone, currency, nightly_price_minor, cleaning_fee_minor,
       max_guests, bedrooms, booking_mode, min_nights, max_nights, status, created_at)
     select gen_random_uuid(), id, $1, 'B', '', 'apartment', 'entire', 'Oslo', 'NO', 0, 0, 0, 0, 'UTC', 'NOK', 1, 0, 1,
       1, 'instant', 1, 1, 'draft', now() from app_user where email = 'blocker@test.invalid'`,
    [homeFarDown],
  );

  const killed = startImport();
  const gone = once(killed, "exit");
  await expect.poll(() => countOf(waiting), { timeout: 10_000, interval: 20 }).toBe(1);
  killed.kill("SIGKILL");
  expect(await gone).toEqual([null, "SIGKILL"]);
  await blocker.query("rollback");
  await blocker.end();

  const before = await countOf(homes);
  expect(before).toBeGreaterThan(0);
  expect(before % 500).toBe(0);

  const resumed = startImport();
  const [output, [code]] = await Promise.all([text(resumed.stdout), once(resumed, "exit")]);
  expect(code).toBe(0);
  const added = (10_098 - before).toLocaleString("en");
  expect(output).toContain(`${added} homes created, ${before.toLocaleString("en")} there already, 1 rejected`);
  expect(await countOf(homes)).toBe(10_098);
  expect(await countOf("select count(distinct external_id) from listing")).toBe(10_098);
  expect(
    await countOf("select count(*) from (select external_id from app_user group by 1 having count(*) > 1) twice"),
  ).toBe(0);
});
