import { ListingFacets, type ListingFacetsInput, ListingPage } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { countFacets } from "./count-facets.ts";
import type { Bounds } from "./facets-lots.ts";
import { facetsStatement } from "./facets-statement.ts";
import { findFacets } from "./find-facets.ts";
import { boxesOf } from "./search-conditions.ts";
import { wantedBy } from "./search-input.ts";
import { searchListings } from "./search-listings.ts";
import { searchSettings } from "./search-sql.ts";
import { countWords } from "./text/count-words.ts";
import { findText } from "./text/find-text.ts";

const homes = 2400;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  const pattern = await rig.addHome({ title: "Pattern", city: "Elsewhere", public_longitude: 100 });
  await rig.sql.run("test_fill", fillText, [pattern, homes]);
  await countWords(rig.sql);
});
afterAll(() => rig.close());

// In 16 places of a square, by turns. Ids that are always the same are drawn into the same lots.
const fillText = `insert into listing select (jsonb_populate_record(l, jsonb_build_object(
    'id', md5(n::text)::uuid, 'city', 'Raster', 'country', 'FI', 'max_guests', 2 + n % 7,
    'title', case when n % 5 = 0 then 'Loft' else 'House' end, 'nightly_price_minor', 10000 + n % 90 * 1000,
    'room_type', case when n % 4 = 0 then 'private' else 'entire' end,
    'amenities', case when n % 3 = 0 then '["sauna", "wifi"]' else '["wifi"]' end::jsonb,
    'public_latitude', 61 + (n / 4) % 4 * 2, 'public_longitude', 21 + n % 4 * 2))).*
  from listing l, generate_series(1, $2::int) n where l.id = $1`;

const square = { box: "20,60,28,68" };
const north = { box: "20,64,28,68" };
const lofts = { q: "loft", amenities: ["sauna" as const], ...north };
const northernLofts = Array.from({ length: homes }, (_, index) => index + 1).filter(
  (n) => n % 15 === 0 && n % 16 >= 8,
).length;
const facets = async (input: object) => ListingFacets.parse(await rig.call(findFacets, input));

interface Wrong {
  /** How many homes are expected. */
  readonly documents?: number;
}

/** As the action counts, with other bounds, and maybe with a wrong idea of what there is. */
async function counted(input: Partial<ListingFacetsInput>, bounds: Bounds, { documents }: Wrong = {}) {
  const { point, box } = wantedBy(input);
  const found = await findText(rig.sql, { ...input, boxes: boxesOf({ point, box }) });
  const whole = { ...found.whole, documents: documents ?? found.whole.documents };
  const text = { ...found, whole, ...(documents !== undefined && { homes: documents, inBox: documents }) };
  return ListingFacets.parse(await countFacets(rig.sql, { filters: { input, point, box, stay: null }, text }, bounds));
}

const sampled: Bounds = { exact: 500, sample: 400, most: 2000, countable: 2000, step: 1, lastLot: 16 };
const isAbout = (count: number | undefined, wanted: number, part: number) => {
  expect(count).toBeGreaterThan(wanted * (1 - part));
  expect(count).toBeLessThan(wanted * (1 + part));
};

test("few homes are counted one by one: in a corner of the map, and those with rare words of all the world", async () => {
  const corner = { box: "20,60,22,62" };
  expect(await facets(corner)).toMatchObject({ count: homes / 16, isCapped: false, clusters: [{ count: homes / 16 }] });
  expect(await facets({ q: "loft" })).toMatchObject({ count: homes / 5, isCapped: false });
  expect(await facets(lofts)).toMatchObject({ count: northernLofts, isCapped: false });
  expect(await facets({ ...corner, q: "nothing" })).toMatchObject({ count: 0, isCapped: false });
});

test("many are counted by a sample, which has its homes from all parts of the map", async () => {
  for (const found of [
    await facets(square),
    await counted(square, sampled),
    await facets({ city: "raster", ...square }),
  ]) {
    expect(found.isCapped).toBe(true);
    isAbout(found.count, homes, 0.2);
    isAbout(found.roomTypes.find(({ roomType }) => roomType === "private")?.count, homes / 4, 0.4);
    isAbout(found.amenities.find(({ amenity }) => amenity === "sauna")?.count, homes / 3, 0.4);
    expect(found.amenities[0]).toEqual({ amenity: "wifi", count: found.count });
    expect(found.prices.reduce((sum, { count }) => sum + count, 0)).toBe(found.count);
    expect(found.clusters).toHaveLength(16);
    for (const { count } of found.clusters) isAbout(count, homes / 16, 0.8);
  }
});

test("a city, a country and the world are sampled, too: they have as many homes as were counted", async () => {
  for (const [place, count] of [
    [{ city: "Raster" }, homes],
    [{ country: "FI" }, homes],
    [{}, homes + 1],
  ] as const) {
    const found = await facets(place);
    expect(found).toMatchObject({ count, isCapped: true, clusters: [] });
    expect(found.roomTypes.reduce((sum, one) => sum + one.count, 0)).toBe(count);
  }
  const found = await facets({ city: "Raster", country: "FI" });
  expect(found.isCapped).toBe(true);
  isAbout(found.count, homes, 0.2);
});

test("what few homes of a city or a box have is counted one by one, as the search finds it", async () => {
  const dear = { minPrice: 98_500, currency: "NOK" as const };
  const count = Math.floor((homes - 89) / 90) + 1;
  for (const place of [{ city: "Raster" }, square, { country: "FI", ...square }]) {
    expect(await facets({ ...place, ...dear })).toMatchObject({ count, isCapped: false });
  }
});

test("words, amenities, guests and a box go together in a sample, too", async () => {
  const some = { q: "loft", amenities: ["wifi" as const], guests: 4, ...north };
  const { count } = await facets(some);
  const found = await counted(some, { ...sampled, exact: 20, sample: 100 });
  expect(found.isCapped).toBe(true);
  isAbout(found.count, count, 0.6);
  expect(found.clusters.every(({ latitude }) => latitude > 64)).toBe(true);
});

test("dates are asked of the homes of a sample", async () => {
  const dates = { checkIn: daysAhead(20), checkOut: daysAhead(22) };
  expect(await facets({ ...square, ...dates })).toEqual(await facets(square));
  await rig.sql.run(
    "test_longer",
    "update listing set min_nights = 3 where city = 'Raster' and room_type = 'private'",
    [],
  );
  const found = await facets({ ...square, ...dates });
  expect(found.isCapped).toBe(true);
  isAbout(found.count, (homes * 3) / 4, 0.2);
  expect(found.roomTypes).toEqual([{ roomType: "entire", count: found.count }]);
});

test.each([2, 4, 6, 8, 10])(
  "lot %i of a map is read from its own index, on both sides of the antimeridian",
  async (mapLot) => {
    for (const [box, sides] of [
      ["20,60,28,68", 1],
      ["170,60,-170,68", 2],
    ] as const) {
      const { point, box: boxes } = wantedBy({ box });
      const filters = { input: { box }, point, box: boxes, stay: null, text: null };
      const { text, values } = facetsStatement(filters, { most: 10_000, mapLot, few: 0 });
      const client = await rig.pool.connect();
      try {
        await client.query("begin");
        // Of a few thousand homes a look at all would be cheaper; of a million it never is.
        const settings = { ...searchSettings, enable_seqscan: "off" };
        for (const [name, value] of Object.entries(settings)) await client.query(`set local ${name} = '${value}'`);
        const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${text}`, [...values]);
        const scans = rows.filter((row) => row["QUERY PLAN"].includes("on listing_search"));
        // Once for the homes, and once for how many there are in the lot.
        expect(scans).toHaveLength(2 * sides);
        for (const scan of scans) expect(scan["QUERY PLAN"]).toContain(`listing_search_point_${mapLot} on`);
      } finally {
        await client.query("rollback");
        client.release();
      }
    }
  },
);

test("a map across the antimeridian has the homes of both sides, counted and found", async () => {
  const sides = [179.75, -179.75];
  const ids = [];
  for (const longitude of sides) {
    ids.push(await rig.addHome({ city: "Taveuni", public_latitude: -16.8, public_longitude: longitude }));
  }
  const map = { box: "179,-18,-179,-16" };
  const found = await facets(map);
  expect(found).toMatchObject({ count: 2, isCapped: false });
  expect(found.clusters.map(({ longitude }) => longitude).toSorted((a, b) => b - a)).toEqual(sides);
  for (const asked of [
    { ...map, sort: "-rating" },
    { lat: -16.8, lng: 180, radiusKm: 60, sort: "distance" },
  ]) {
    const { data } = ListingPage.parse(await rig.call(searchListings, asked));
    expect(new Set(data.map(({ id }) => id))).toEqual(new Set(ids));
  }
});

test("more homes than were expected are not all read, and fewer are drawn from more of them", async () => {
  for (const documents of [0, 100, 600, 20_000, 1_000_000, 100_000_000]) {
    const found = await counted(square, sampled, { documents });
    expect(found.isCapped).toBe(true);
    isAbout(found.count, homes, 0.5);
  }
  expect(await counted(lofts, sampled, { documents: 5000 })).toMatchObject({
    ...{ count: northernLofts, isCapped: false },
  });
  expect(await counted({ q: "nowhere" }, sampled, { documents: 5000 })).toMatchObject({ count: 0 });
});

test("a crowd larger than what may be looked at is an estimate, even of its largest lot", async () => {
  const found = await counted(square, { ...sampled, exact: 10, sample: 10, most: 10, countable: 10 }, { documents: 5 });
  expect(found.isCapped).toBe(true);
});
