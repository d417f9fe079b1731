import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/database.ts";
import { applyMigrations, listMigrations } from "./migrate.ts";

let database: TestDatabase;
let client: pg.Client;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  folder = await mkdtemp(join(tmpdir(), "roost-migrations-"));
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await client.query("drop table if exists _prisma_migrations, one, two");
  await rm(folder, { recursive: true });
  await write("20260101000000_one", "create table one (n int);");
  await write("20260102000000_two", "create table two (n int); insert into two values (1);");
});

async function write(name: string, script: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), script);
}

const apply = () => applyMigrations({ url: database.ownerUrl, folder });
const history = async () =>
  (await client.query("select migration_name from _prisma_migrations where finished_at is not null order by 1"))
    .rowCount;

test("what is missing is applied, oldest first; a second run has nothing to apply", async () => {
  expect(await apply()).toEqual(["20260101000000_one", "20260102000000_two"]);
  expect(await apply()).toEqual([]);
  await write("20260103000000_three", "insert into two values (2);");
  expect(await apply()).toEqual(["20260103000000_three"]);
  expect((await client.query("select n from two order by n")).rows).toEqual([{ n: 1 }, { n: 2 }]);
});

test("only folders are migrations", async () => {
  await writeFile(join(folder, "migration_lock.toml"), 'provider = "postgresql"');
  expect(await listMigrations(folder)).toHaveLength(2);
});

test("a migration that was edited after it ran is refused, and nothing after it is applied", async () => {
  await apply();
  await write("20260101000000_one", "create table one (n bigint);");
  await write("20260103000000_three", "insert into two values (2);");
  await expect(apply()).rejects.toThrow("20260101000000_one was edited after it ran");
  expect((await client.query("select n from two")).rows).toHaveLength(1);
});

test("several migrators at once apply each migration once", async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, apply));
  expect(applied.filter((names) => names.length > 0)).toEqual([["20260101000000_one", "20260102000000_two"]]);
  expect(await history()).toBe(2);
  expect((await client.query("select n from two")).rows).toHaveLength(1);
});

test("a migration that fails leaves nothing of itself, keeps those before it, and can be mended", async () => {
  await write("20260102000000_two", "create table two (n int); select 1 / 0;");
  await expect(apply()).rejects.toThrow("the migration 20260102000000_two failed");
  expect((await client.query("select to_regclass('one') as one, to_regclass('two') as two")).rows).toEqual([
    { one: "one", two: null },
  ]);
  await write("20260102000000_two", "create table two (n int);");
  expect(await apply()).toEqual(["20260102000000_two"]);
});

test("a migration that Prisma left half done is not run over", async () => {
  await apply();
  await client.query("update _prisma_migrations set finished_at = null where migration_name like '%two'");
  await expect(apply()).rejects.toThrow("20260102000000_two failed before");
  await client.query("update _prisma_migrations set rolled_back_at = now() where migration_name like '%two'");
  await client.query("drop table two");
  expect(await apply()).toEqual(["20260102000000_two"]);
});
