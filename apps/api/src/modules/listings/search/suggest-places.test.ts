import { PlaceSuggestions } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { Sql } from "../../../platform/sql.ts";
import { suggestPlaces } from "./suggest-places.ts";
import { countWords } from "./text/count-words.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const places = async (input: object) => {
  await countWords(rig.sql);
  return PlaceSuggestions.parse(await rig.call(suggestPlaces, input)).data;
};

test("suggests cities by their beginning, without accents, and forgives slips; those with homes first", async () => {
  await rig.addHome({ city: "Ålgård", country: "NO" });
  expect((await places({ q: "ål" }))[0]).toMatchObject({ name: "Ålgård", homes: 1 });
  expect((await places({ q: "alesu" }))[0]).toMatchObject({ name: "Ålesund", country: "NO", homes: 0 });
  expect((await places({ q: "Tronhdeim" }))[0]).toMatchObject({ name: "Trondheim" });
  expect((await places({ q: "barclona" }))[0]).toMatchObject({ name: "Barcelona" });
  expect(await places({ q: "San", limit: 2 })).toHaveLength(2);
  expect(await places({ q: "%" })).toEqual([]);
  expect(await places({ q: "\u0301" })).toEqual([]);
});

test("two letters that changed places are forgiven, however short the name and wherever it breaks off", async () => {
  for (const [typed, name] of [
    ["olso", "Oslo"],
    ["pairs", "Paris"],
    ["lodnon", "London"],
    ["beriln", "Berlin"],
    ["bra celo", undefined],
    ["abrcelo", "Barcelona"],
    ["copenahgen", undefined],
    ["x".repeat(100), undefined],
  ] as const) {
    expect((await places({ q: typed }))[0]?.name).toBe(name);
  }
});

test("a city that only its host has named so is not suggested once nobody finds a home there", async () => {
  const listingId = await rig.addHome({ city: "Xyzzyville", country: "NO" });
  expect(await places({ q: "Xyzzy" })).toMatchObject([{ name: "Xyzzyville", homes: 1 }]);
  await rig.sql.run("test_gone", "update listing set status = 'unlisted' where id = $1", [listingId]);
  expect(await places({ q: "Xyzzy" })).toEqual([]);
});

test("two cities of one name have their own homes each, whatever is in their name", async () => {
  for (const country of ["FR", "FR", "US"]) await rig.addHome({ city: "L'Isle\\", country });
  const found = await places({ q: "l'isle" });
  expect(found.map(({ country, homes }) => [country, homes])).toEqual([
    ["FR", 2],
    ["US", 1],
  ]);
  const [first] = await rig.sql.all<{ id: string }>("test_us", "select id from listing where country = 'US' limit 1");
  await rig.sql.run("test_gone", "update listing set status = 'unlisted' where id = $1", [first?.id]);
  expect(await places({ q: "l'isle" })).toMatchObject([{ country: "FR", homes: 2 }]);
});

test("a city that is not shipped is called and stands as most of its homes say, not as the first did", async () => {
  const at = (city: string, public_latitude: number) => ({ ...{ city, public_latitude }, public_longitude: 10.2 });
  const [odd, usual] = ["dRaMmEn", "Drammen"];
  await rig.addHome({ ...at(odd, -79), country: "NO", region: "Nowhere" });
  expect(await places({ q: "dramm" })).toMatchObject([{ name: odd, latitude: -79, region: "Nowhere" }]);
  for (const latitude of [59.74, 59.75])
    await rig.addHome({ ...at(usual, latitude), country: "NO", region: "Buskerud" });
  expect(await places({ q: "dramm" })).toMatchObject([
    { name: usual, latitude: 59.74, longitude: 10.2, region: "Buskerud", homes: 3 },
  ]);
});

const fillText = `insert into listing select (jsonb_populate_record(l, jsonb_build_object(
    'id', md5(n::text)::uuid, 'city', case when n % 3 = 0 then 'Sundby ' || n else 'Oslo' end))).*
  from listing l, generate_series(1, $2::int) n where l.id = $1`;

test("no search row is read for the count of a city, however many there are: a thousand are a thousand or more", async () => {
  await rig.sql.run("test_fill", fillText, [await rig.addHome({ city: "Oslo" }), 3000]);
  expect(await places({ q: "oslo" })).toMatchObject([{ name: "Oslo", homes: 1000 }]);
  const asked: (readonly [string, readonly unknown[]])[] = [];
  const sql: Sql = {
    ...rig.sql,
    async all(_, text, values = []) {
      asked.push([text, values]);
      return [];
    },
  };
  const scope = { sql, house: rig.app.house, actor: null, requestId: "test", now: async () => new Date() };
  for (const q of ["s", "oslo", "olso", "sundby"]) await suggestPlaces.run(scope, { q, limit: 20 }, undefined);
  for (const [text, values] of asked) {
    const plan = await rig.sql.all("", `explain (analyze, costs off, timing off, summary off) ${text}`, values);
    const lines = plan
      .flatMap((line) => Object.values(line).map(String))
      .filter((line) => / on listing_search/.test(line));
    expect(lines).not.toEqual([]);
    for (const line of lines)
      expect(line).toMatch(/listing_search_city_quality.*(never executed|rows=([12]?\d|30)(\.\d+)? )/);
  }
});
