import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/database.ts";
import { createPool } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";
import { type Sql, sqlOn } from "../platform/sql.ts";
import { type ImportProgress, importListings } from "./import-listings.ts";

const oslo = fileURLToPath(new URL("../../demo/oslo-listings.csv", import.meta.url));
const place = { city: "Oslo", country: "NO", currency: "NOK" } as const;

let folder: string;
let database: TestDatabase;
let pool: pg.Pool;
let sql: Sql;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roost-import-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  database = await freshDatabase();
  pool = createPool({ url: database.url, max: 2, log: createLog({ level: "silent" }) });
  sql = sqlOn(pool);
  return async () => {
    await pool.end();
    await database.drop();
  };
});

const header =
  "id,name,host_id,neighbourhood,latitude,longitude,room_type,accommodates,bedrooms,price,minimum_nights,maximum_nights,instant_bookable";

async function load(content: string, currency: "NOK" | "HUF" = place.currency) {
  const csvPath = join(folder, "homes.csv");
  await writeFile(csvPath, content);
  return importListings({ pool, csvPath, ...place, currency });
}

const homesOf = () =>
  sql.all<{ id: string; title: string }>("test_homes", "select external_id as id, title from listing order by 1");

test("loads the homes of Oslo, published and complete, and finds them all there the second time", async () => {
  const seen: ImportProgress[] = [];
  const report = await importListings({ pool, csvPath: oslo, ...place, onProgress: (at) => seen.push(at) });
  expect(report).toMatchObject({ rows: 10_099, created: 10_098, existing: 0, rejected: 1 });
  expect(report.faults).toEqual([
    { line: 276, externalId: "7267591", column: "minimum_nights", reason: expect.stringContaining("500") },
  ]);
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.at(-1)).toEqual({ rows: 10_099, created: 10_098, existing: 0, rejected: 1, bytes: expect.any(Number) });

  const counts = `select count(*) as homes, count(distinct external_id) as ids, count(distinct host_id) as hosts,
      count(*) filter (where status = 'published' and time_zone = 'Europe/Oslo' and currency = 'NOK'
        and cleaning_fee_minor = 0 and description = '' and latitude = public_latitude) as complete,
      count(*) filter (where booking_mode = 'instant') as instant, max(nightly_price_minor) as dearest
    from listing`;
  expect(await sql.one("test_counts", counts)).toEqual({
    homes: 10_098,
    ids: 10_098,
    hosts: 8880,
    complete: 10_098,
    instant: 920,
    dearest: 11_000_000,
  });
  const one = `select l.title, l.nightly_price_minor as price, u.email, u.first_name, u.last_name, u.roles::text[],
    u.external_id from listing l join app_user u on u.id = l.host_id where l.external_id = '42932'`;
  expect(await sql.one("test_home", one)).toEqual({
    title: "Charming apartment, Oslo Center, Ro",
    price: 340_000,
    email: "host-187463@import.invalid",
    first_name: "Host",
    last_name: "187463",
    roles: ["guest", "host"],
    external_id: "187463",
  });

  const again = await importListings({ pool, csvPath: oslo, ...place });
  expect(again).toMatchObject({ created: 0, existing: 10_098, rejected: 1 });
  const audits =
    "select count(*) as rows, count(distinct request_id) as runs from audit where action = 'listings.import'";
  expect(await sql.one("test_audits", audits)).toEqual({ rows: 21, runs: 1 });
});

test("gives the homes of a host to the user who is named as their owner", async () => {
  const owner = "01900000-0000-7000-8000-000000000001";
  await sql.run(
    "test_owner",
    `insert into app_user (id, email, first_name, last_name, roles, created_at)
     values ($1, 'host@demo.test', 'Demo', 'Host', '{guest,host}', now())`,
    [owner],
  );
  await importListings({ pool, csvPath: oslo, ...place, owners: new Map([["25927831", owner]]) });
  const owned = "select count(*) as homes from listing where host_id = $1";
  expect(await sql.one("test_owned", owned, [owner])).toEqual({ homes: 23 });
  expect(await sql.one("test_no_twin", "select id from app_user where external_id = '25927831'")).toBeUndefined();
});

test("reports rows that break a rule by line, id and column, and loads the others", async () => {
  const report = await load(
    [
      header,
      '1,"Two\nlines, and a ""quote""",7,,59.9,10.7,Private room,2,1,100,1,30,t',
      "2,Long,7,,59.9,10.7,Private room,2,1,100,400,500,t",
      "",
      "3,Cheap,7,,59.9,10.7,Igloo,2,1,-1,1,30,t",
      "4,Short row,7",
      "1,Twin,7,,59.9,10.7,Private room,2,1,100,1,30,t",
      "'; drop table listing; --,X,7,,59.9,10.7,Private room,2,1,100,1,30,t",
      "5,=HYPERLINK(1),8,,91,10.7,Private room,2,1,100,1,30,t",
      "9007199254740993,Big id,8,Sagene,59.9,10.7,Shared room,2,1,100.5,1,30,f",
    ].join("\r\n"),
  );
  expect(report).toMatchObject({ rows: 8, created: 2, existing: 1, rejected: 5 });
  expect(report.faults.map(({ line, externalId, column }) => [line, externalId, column])).toEqual([
    [4, "2", "minimum_nights"],
    [6, "3", "room_type"],
    [6, "3", "price"],
    [7, "", "(row)"],
    [9, "'; drop table listing; --", "id"],
    [10, "5", "latitude"],
  ]);
  expect(await homesOf()).toEqual([
    { id: "1", title: 'Two\nlines, and a "quote"' },
    { id: "9007199254740993", title: "Big id" },
  ]);
});

test("a price between two steps of its currency is rounded, and the report says so", async () => {
  const row = (id: number, price: string) => `${id},Home,7,,47.5,19.05,Private room,2,1,${price},1,30,t`;
  const report = await load([header, row(1, "36000"), row(2, "36250.50"), row(3, "0.4")].join("\n"), "HUF");
  expect(report).toMatchObject({ created: 3, rejected: 0, faults: [] });
  expect(report.changes).toEqual([
    { line: 3, externalId: "2", column: "price", reason: expect.stringContaining("from 36250.50 to 36250.00") },
    { line: 4, externalId: "3", column: "price", reason: expect.stringContaining("from 0.4 to 1.00") },
  ]);
  const prices = "select nightly_price_minor as price from listing order by external_id";
  expect(await sql.all("test_prices", prices)).toEqual([3_600_000, 3_625_000, 100].map((price) => ({ price })));
});

test.each([
  ["an empty file", "", "the file is empty"],
  ["a header without prices", header.replace(",price", ""), "line 1: the header lacks price"],
  ["another file altogether", "hello\nworld\n", "the header lacks id, name"],
  ["a quote that is never closed", `${header}\n1,"Open,7\n`, "not valid CSV"],
  ["a quote within a field", `${header}\n1,A "home",7,,59.9,10.7,Private room,2,1,100,1,30,t\n`, "not valid CSV"],
  ["a field without end", `${header}\n1,"${"x".repeat(200_000)}`, "not valid CSV"],
])("stops at %s with one clear error", async (_what, content, message) => {
  await expect(load(content)).rejects.toMatchObject({
    name: "CsvFileError",
    message: expect.stringContaining(message),
  });
  expect(await homesOf()).toEqual([]);
});

test("stops at a file that is not there", async () => {
  const csvPath = join(folder, "missing.csv");
  await expect(importListings({ pool, csvPath, ...place })).rejects.toMatchObject({ name: "CsvFileError" });
});

test("a file in another encoding is refused, and no title is guessed at", async () => {
  const row = "1,Sm\u00f8rhus,2,Frogner,59.9,10.7,Private room,2,1,500,1,30,t";
  const csvPath = join(folder, "latin.csv");
  await writeFile(csvPath, `${header}\n${row}\n`, "latin1");
  const refused = expect.objectContaining({ name: "CsvFileError", message: expect.stringContaining("UTF-8") });
  await expect(importListings({ pool, csvPath, ...place })).rejects.toEqual(refused);
  expect(await homesOf()).toEqual([]);
});
