import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../test/rig.ts";
import { importTaxRules } from "./import-tax-rules.ts";

let rig: Rig;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roost-taxes-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  rig = await startRig();
  return () => rig.close();
});

const header =
  "code,version,name,country,region,city,percent,amount,currency,exempt_from_nights,valid_from,valid_until";
async function load(...lines: readonly string[]) {
  const csvPath = join(folder, "taxes.csv");
  await writeFile(csvPath, [header, ...lines].join("\n"));
  return importTaxRules({ pool: rig.pool, csvPath });
}
const rulesOf = () =>
  rig.sql.all(
    "test_taxes",
    `select code, version, region, city, bps, amount_minor as minor, currency, exempt_from_nights as exempt,
       valid_until as until from tax_rule order by code, version`,
  );

const city = "no.city,1,City tax,NO,,Oslo,2.5,,,30,2027-01-01,";
const bed = "no.bed,1,Bed tax,NO,Viken,,,20.50,NOK,,2027-01-01,2028-01-01";

test("loads per cents and amounts, and finds them there the second time", async () => {
  expect(await load(city, bed)).toEqual({ rows: 2, created: 2, ended: 0, faults: [], unpaid: [] });
  expect(await load(city, bed)).toMatchObject({ rows: 2, created: 0, ended: 0, faults: [] });
  const none = { region: null, city: null, bps: null, minor: null, currency: null, exempt: null, until: null };
  expect(await rulesOf()).toEqual([
    { ...none, code: "no.bed", version: 1, region: "Viken", minor: 2050, currency: "NOK", until: "2028-01-01" },
    { ...none, code: "no.city", version: 1, city: "Oslo", bps: 250, exempt: 30 },
  ]);
  const trail = "select count(*)::int as entries from audit where action = 'listings.importTaxes'";
  expect(await rig.sql.one("test_trail", trail)).toEqual({ entries: 1 });
});

test("a rule may be ended and followed by its next version, and never be changed", async () => {
  await load(city);
  const next = "no.city,2,City tax,NO,,Oslo,3,,,30,2027-07-01,";
  expect(await load(`${city}2027-07-01`, next)).toMatchObject({ created: 1, ended: 1, faults: [] });
  const other = expect.objectContaining({ column: "version", reason: expect.stringContaining("other contents") });
  expect((await load(next.replace(",3,", ",4,"))).faults).toEqual([other]);
  expect((await load(`${city}2027-09-01`)).faults).toEqual([other]);
});

test("one row that breaks a rule keeps all of them out; every fault is named with its line", async () => {
  const report = await load(
    city,
    "No City,0,,no,,,60,,,366,2027-02-30,",
    "a,1,A,NO,,,3,20,NOK,,2027-01-01,",
    "b,1,B,NO,,,,20,,,2027-01-01,",
    "c,1,C,HU,,,,20.50,HUF,,2027-01-01,2026-01-01",
    city,
    "d,1",
    "e,1,E,NO,,,0,,,,2027-01-01,",
  );
  expect(report).toMatchObject({ rows: 8, created: 0 });
  expect(report.faults.map(({ line, column }) => [line, column])).toEqual([
    ...["code", "version", "name", "country", "exempt_from_nights", "valid_from"].map((column) => [3, column]),
    [4, "percent"],
    [5, "currency"],
    [6, "amount"],
    [6, "valid_until"],
    [7, "version"],
    [8, "(row)"],
    [9, "percent"],
  ]);
  expect(await rulesOf()).toEqual([]);
});

test("says how many homes do not pay an amount, because they are priced in another currency", async () => {
  await rig.addHome({ city: "Moss", region: "viken", currency: "EUR" });
  await rig.addHome({ city: "Moss", region: "Viken" });
  expect((await load(bed, city)).unpaid).toEqual([{ code: "no.bed", homes: 1 }]);
});
