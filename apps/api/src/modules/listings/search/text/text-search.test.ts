import { ListingFacets, ListingPage, SearchListingsInput } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { type Rig, startRig } from "../../../../../test/rig.ts";
import { checkInvariants } from "../../../../invariants.ts";
import { findFacets } from "../find-facets.ts";
import { searchListings } from "../search-listings.ts";
import { countWords } from "./count-words.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

type Query = Partial<z.input<typeof SearchListingsInput>>;

const idsOf = async (query: Query) => ListingPage.parse(await rig.call(searchListings, query)).data.map(({ id }) => id);
const facets = async (query: object) => ListingFacets.parse(await rig.call(findFacets, query));

/** A country of its own for each test, so that tests do not see each other's homes. */
let countries = 0;
function countryOf(): { country: string; add(columns: Readonly<Record<string, unknown>>): Promise<string> } {
  const country = `X${String.fromCharCode(65 + countries)}`;
  countries += 1;
  return { country, add: (columns) => rig.addHome({ country, ...columns }) };
}

test("finds homes that say every word somewhere, first those that say them in title, neighbourhood or city", async () => {
  const { country, add } = countryOf();
  const below = await add({ title: "A home", description: "A loft, near the harbour. Sauna!" });
  const above = await add({ title: "Loft with sauna", review_count: 1, avg_rating: 1 });
  const half = await add({ title: "Loft", neighbourhood: "Sauna hill" });
  const town = await add({ title: "Quiet", city: "Loftus", description: "sauna" });
  expect(await idsOf({ country, q: "sauna loft" })).toEqual([half, above, below]);
  expect(await idsOf({ country, q: "LOFT, SAUNA?", sort: "-rating" })).toEqual([above, half, below]);
  expect(await idsOf({ country, q: "loft harbour" })).toEqual([below]);
  expect(await idsOf({ country, q: "sauna loftus" })).toEqual([town]);
  expect(await idsOf({ country, q: "loft sauna", city: "Loftus" })).toEqual([]);
  expect(await facets({ country, q: "sauna" })).toMatchObject({ count: 4, isCapped: false });
});

test.each<[title: string, q: string]>([
  ["Koselig hytte på Ålesundøya", "hytte alesundoya"],
  ["Æble Straße 12 Łódź", "aeble strasse LODZ 12"],
  ["Strasse am See", "straße"],
  ["İstanbul'da ev", "istanbul"],
  ["ΔΩΜΑΤΙΟ ΣΤΗΝ ΟΔΟΣ Αθήνας", "οδός αθηνασ"],
  ["Ёлка у моря", "ЕЛКА море".replace("море", "моря")],
  ["東京タワーの近く", "タワー"],
  ["東京タワーの近く", "東"],
  ["강남역 아파트", "강남"],
  ["บ้านสวยริมทะเล", "สวย"],
  ["हिन्दी घर", "हिन्दी"],
  ["שָׁלוֹם בית", "שלום"],
  ["بَيْت جميل", "بيت"],
  ["Ｗｉ－Ｆｉ house", "wi-fi"],
  ["Cafe\u0301 corner", "café"],
])("%s is found by %s", async (title, q) => {
  const { country, add } = countryOf();
  const id = await add({ title });
  await add({ title: "Something else" });
  expect(await idsOf({ country, q })).toEqual([id]);
});

test("words that say nothing may be missing, unless there are no others", async () => {
  const { country, add } = countryOf();
  const id = await add({ title: "Loft Paris" });
  const the = await add({ title: "The The" });
  expect(await idsOf({ country, q: "the loft in paris" })).toEqual([id]);
  expect(await idsOf({ country, q: "the" })).toEqual([the]);
});

test("a word that no home has is read as a slip, the last one as a beginning; what homes have is never changed", async () => {
  const { country, add } = countryOf();
  const sauna = await add({ title: "Hytte med sauna", neighbourhood: "Grünerløkka" });
  const fauna = await add({ title: "Fauna und Flora" });
  const flora = await add({ title: "Flora" });
  const greek = await add({ title: "Παραλία" });
  await countWords(rig.sql);
  expect(await idsOf({ country, q: "suana" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "olso sauna" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "yhtte suana" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "sauma hyte" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "grunnerlokka" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "grunrelokka" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "fauna" })).toEqual([fauna]);
  expect(await idsOf({ country, q: "παρλια" })).toEqual([greek]);
  expect(await idsOf({ country, q: "med hyt" })).toEqual([sauna]);
  expect(await idsOf({ country, q: "flo" })).toEqual([flora, fauna].toSorted().toReversed());
  expect(await idsOf({ country, q: "flxxa sauna" })).toEqual([]);
  expect(await idsOf({ country, q: "hyt sauna" })).toEqual([]);
  expect(await idsOf({ country, q: "sauna2" })).toEqual([]);
  expect(await idsOf({ country, q: "qwer tzui opas dfgh jkly suana" })).toEqual([]);
});

test("a word of a few homes that is probably a slip finds these first, and behind them homes that have what it is taken for", async () => {
  const { country, add } = countryOf();
  const usual: string[] = [];
  for (let n = 0; n < 40; n += 1) usual.push(await add({ title: n % 2 === 0 ? "Frogner" : "Frogner balcony" }));
  const slip = await add({ title: "Fine", description: "In Forgner, balcony" });
  await countWords(rig.sql);
  const newer = await add({ title: "In Frogmer" });
  const all = usual.toReversed();
  expect(await idsOf({ country, q: "forgner", limit: 50 })).toEqual([slip, ...all]);
  expect(await idsOf({ country, q: "frogmer", limit: 50 })).toEqual([newer, ...all]);
  const balconies = all.filter((_, at) => at % 2 === 0);
  expect(await idsOf({ country, q: "balcony forgner", limit: 50 })).toEqual([slip, ...balconies]);
  expect(await idsOf({ country, q: "forgner frogmer", limit: 50 })).toEqual(all);
  expect(await idsOf({ country, q: "frogner", limit: 50 })).toEqual(all);
  expect(await idsOf({ country, q: "forgner", sort: "price" })).toEqual([slip]);
  expect(await facets({ country, q: "forgner" })).toMatchObject({ count: 1 });
  await add({ title: "Forgner" });
  await add({ title: "Forgner" });
  await countWords(rig.sql);
  // Three of them in forty are no slip.
  expect(await idsOf({ country, q: "forgner", limit: 50 })).toHaveLength(3);
});

test("a new home is found by its new words at once; one that is taken down is not, and its words correct nothing", async () => {
  const { country, add } = countryOf();
  const id = await add({ title: "Zwickmühle" });
  expect(await idsOf({ country, q: "zwickmuhle" })).toEqual([id]);
  await countWords(rig.sql);
  expect(await idsOf({ country, q: "zwickmuhlle" })).toEqual([id]);
  await rig.sql.run("test_words", "update listing set title = 'Zweimal', description = 'Kein Wort' where id = $1", [
    id,
  ]);
  expect(await idsOf({ country, q: "zwickmuhle" })).toEqual([]);
  expect(await idsOf({ country, q: "zweimal wort" })).toEqual([id]);
  await rig.sql.run("test_down", "update listing set status = 'unlisted' where id = $1", [id]);
  expect(await idsOf({ country, q: "zweimal" })).toEqual([]);
  await countWords(rig.sql);
  const left = await rig.sql.all("test_left", "select from vocab where lexeme like '%zw%'");
  expect(left).toEqual([]);
  await rig.sql.run("test_up", "update listing set status = 'published' where id = $1", [id]);
  expect(await idsOf({ country, q: "zweimal" })).toEqual([id]);
  const broken = (await checkInvariants(rig.sql)).map(({ name }) => name);
  expect(broken.filter((name) => name.startsWith("search."))).toEqual([]);
});

test("words go together with a place, a frame and dates, in every order", async () => {
  const { country, add } = countryOf();
  const at = (public_latitude: number) => ({ city: "Bjørnøya", public_latitude, public_longitude: 19 });
  const far = await add({ ...at(74.6), title: "Cabin", nightly_price_minor: 100 });
  const near = await add({ ...at(74.5), title: "Cabin", nightly_price_minor: 200 });
  await add({ ...at(74.5), title: "House" });
  const point = { lat: 74.4, lng: 19, radiusKm: 50 };
  expect(await idsOf({ ...point, q: "cabin", sort: "distance" })).toEqual([near, far]);
  expect(await idsOf({ city: "Bjornoya", q: "cabin", sort: "price" })).toEqual([far, near]);
  expect(await idsOf({ city: "Bjornoya", country, q: "cabin", sort: "-price" })).toEqual([near, far]);
  expect(await idsOf({ box: "18,74.55,20,75", q: "cabin" })).toEqual([far]);
  const dates = { checkIn: "2027-06-01", checkOut: "2027-06-04" };
  expect(await idsOf({ ...dates, ...point, q: "cabin", sort: "-price" })).toEqual([near, far]);
  expect(await idsOf({ ...dates, q: "cabin", country, sort: "price", currency: "NOK" })).toEqual([far, near]);
  expect(await facets({ ...point, q: "cabin" })).toMatchObject({ count: 2 });
});
