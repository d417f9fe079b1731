import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/database.ts";
import { createPool } from "./db.ts";
import { createLog } from "./log.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("a connection that is old enough gives way to a new one, and so does what was prepared on it", async () => {
  const pool = createPool({ url: database.url, max: 1, log: createLog({ level: "silent" }), maxLifetimeSeconds: 1 });
  const ask = async () => (await pool.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
  const first = await ask();
  expect(await ask()).toBe(first);
  await expect.poll(ask, { timeout: 10_000, interval: 200 }).not.toBe(first);
  await pool.end();
});
