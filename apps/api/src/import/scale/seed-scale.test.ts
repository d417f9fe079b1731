import { fileURLToPath } from "node:url";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/database.ts";
import { checkInvariants } from "../../invariants.ts";
import { sqlOn } from "../../platform/sql.ts";
import { copyRows } from "./copy-rows.ts";
import { seedScale } from "./seed-scale.ts";

const csvPath = fileURLToPath(new URL("../../../demo/oslo-listings.csv", import.meta.url));
const today = Temporal.PlainDate.from("2026-11-20");

let database: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  return async () => {
    await client.end();
    await database.drop();
  };
});

const numbers = { listings: 600, bookings: 6010, seed: 7 };
const seed = (said: string[] = [], more: Partial<typeof numbers> = {}) =>
  seedScale({ url: database.ownerUrl, ...numbers, ...more, csvPath, today, say: (line) => void said.push(line) });

/** Every index, constraint and trigger of the tables that are loaded without them. */
async function structure(): Promise<unknown> {
  const { rows } = await client.query(
    `select conname as name, conrelid::regclass::text as of, pg_get_constraintdef(oid) as what
      from pg_constraint where conrelid in (select unnest($1::regclass[]))
    union all select indexname, tablename, indexdef from pg_indexes where tablename = any($1::text[])
    union all select tgname, tgrelid::regclass::text, tgenabled::text || pg_get_triggerdef(oid) from pg_trigger
      where not tgisinternal and tgrelid in (select unnest($1::regclass[]))
    order by 1, 2, 3`,
    [["listing", "occupancy", "listing_search", "listing_text", "vocab"]],
  );
  return rows;
}

const contents = `select (select count(*)::int from listing) as homes, (select count(*)::int from occupancy) as stays,
  (select count(distinct city)::int from listing) as cities,
  (select md5(string_agg(l::text, '|' order by id)) from listing l) as listing,
  (select md5(string_agg(o::text, '|' order by id)) from occupancy o) as occupancy`;

test("makes as many homes and stays as asked, searchable, over many cities, and leaves every index and check as it was", async () => {
  const before = await structure();
  const said: string[] = [];
  await seed(said);
  const { rows } = await client.query(contents);
  expect(rows[0]).toMatchObject({ homes: 600, stays: 6010 });
  expect(rows[0]?.cities).toBeGreaterThan(100);
  expect(await structure()).toEqual(before);
  const broken = (await checkInvariants(sqlOn(client))).map(({ name }) => name);
  // Its reviews were never written, and its taken nights come from no calendar.
  expect(broken).toEqual(["calendar.external", "listing.reviews"]);
  expect(said).toContain("homes: 600 of 600");
});

test("the same seed and day make the same homes, another seed others", async () => {
  await seed();
  const [first] = (await client.query(contents)).rows;
  expect(await contentsOf({})).toEqual(first);
  expect(await contentsOf({ seed: 8 })).not.toMatchObject({ listing: first?.listing });
});

/** The same in another database. */
async function contentsOf(more: Partial<typeof numbers>): Promise<unknown> {
  const other = await freshDatabase();
  const there = new pg.Client({ connectionString: other.ownerUrl });
  await there.connect();
  try {
    await seedScale({ url: other.ownerUrl, ...numbers, ...more, csvPath, today, say: () => undefined });
    return (await there.query(contents)).rows[0];
  } finally {
    await there.end();
    await other.drop();
  }
}

test("refuses a database that has homes, and changes nothing of it", async () => {
  await seed([], { listings: 5, bookings: 9 });
  const [before] = (await client.query(contents)).rows;
  await expect(seed()).rejects.toMatchObject({ name: "HasHomesError" });
  expect((await client.query(contents)).rows[0]).toEqual(before);
});

test("a row that breaks a rule stops a copy with what Postgres says of it, and so does a source that fails", async () => {
  const copy = (lines: Iterable<string>) =>
    copyRows(client, "place (country, city_key, name, latitude, longitude)", lines);
  await expect(copy(["XX\there\tHere\t91\t0"])).rejects.toThrow("place_point");
  await expect(copy(["XX\there"])).rejects.toThrow("missing data");
  const failing = (function* () {
    yield "XX\tone\tOne\t0\t0";
    throw new Error("no more rows");
  })();
  await expect(copy(failing)).rejects.toThrow("no more rows");
  await expect(copyRows(client, "nowhere", ["1"])).rejects.toThrow("does not exist");
  const names = "select count(*)::int as places from place where country = 'XX'";
  expect((await client.query(names)).rows).toEqual([{ places: 0 }]);
  await copy(Array.from({ length: 20_000 }, (_, index) => `XX\tcity ${index}\tCity ${index}\t1\t2`));
  expect((await client.query(names)).rows).toEqual([{ places: 20_000 }]);
});
