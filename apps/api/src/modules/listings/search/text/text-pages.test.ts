import { ListingPage, type ListingSummary } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../../test/rig.ts";
import { newId } from "../../../../platform/ids.ts";
import { searchListings } from "../search-listings.ts";
import { countWords } from "./count-words.ts";

interface Home {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly city: string;
  readonly currency: string;
  readonly nightly_price_minor: number;
  readonly max_guests: number;
  readonly room_type: string;
  readonly review_count: number;
  readonly rating_sum: number;
  readonly avg_rating: number | null;
  readonly amenities: readonly string[];
  readonly public_latitude: number;
  readonly created_at: string;
}

let rig: Rig;
let homes: readonly Home[];
beforeAll(async () => {
  rig = await startRig();
  homes = made(1500);
  const pattern = await rig.addHome({ title: "Muster", city: "Elsewhere" });
  await rig.sql.run("test_fill", fillText, [pattern, JSON.stringify(homes)]);
  await rig.sql.run("test_hide", "update listing set status = 'unlisted' where id = $1", [pattern]);
  await countWords(rig.sql);
});
afterAll(() => rig.close());

const fillText = `insert into listing select (jsonb_populate_record(l, h)).* from listing l, jsonb_array_elements($2::jsonb) h
  where l.id = $1`;

/** Homes that say *sumer*, which is probably *summer*: one has that as well. */
const slips: readonly number[] = [123, 200, 625];

/** Words of all homes and of one, frequent ones that never meet, and ones that meet twice. */
function made(count: number): Home[] {
  return Array.from({ length: count }, (_, n) => {
    const [often, seldom] = [n % 2 === 0 ? "summer" : "winter", n % 97 === 0 ? "piano" : "table"];
    const sides = [...(n % 3 === 0 || n === 7 ? ["left"] : []), ...(n % 3 === 1 || n === 9 ? ["right"] : [])];
    const words = [
      "home",
      often,
      seldom,
      ...sides,
      ...(n % 11 === 0 ? ["sauna"] : []),
      ...(n === 400 ? ["unicum"] : []),
      ...(slips.includes(n) ? ["sumer"] : []),
    ];
    const isHead = (_word: string, at: number) => ((n * 7 + at * 13) % 5) % 2 === 0;
    const [reviews, stars] = [n % 4, 3 + (n % 3)];
    return {
      id: newId(),
      title: ["x", ...words.filter(isHead)].join(" "),
      description: words.filter((word, at) => !isHead(word, at)).join(", "),
      city: n % 3 === 0 ? "Oslo" : "Bergen",
      currency: n % 5 === 0 ? "SEK" : "NOK",
      nightly_price_minor: (1 + ((n * 37) % 50)) * 1000,
      max_guests: n % 50 === 3 ? 9 + (n % 7) : 2 + (n % 4),
      room_type: n % 60 === 1 ? "shared" : "entire",
      review_count: reviews,
      rating_sum: reviews * stars,
      avg_rating: reviews === 0 ? null : stars,
      amenities: [
        ...(n % 2 === 0 ? ["wifi"] : []),
        ...(n % 97 === 0 ? ["piano"] : []),
        ...(n % 7 === 0 ? ["crib"] : []),
      ],
      public_latitude: 59 + (n % 100) / 50,
      created_at: `2026-01-01T00:00:${String(n % 60).padStart(2, "0")}Z`,
    };
  });
}

const wishes = fc.record({
  q: fc.constantFrom(
    ...[
      undefined,
      undefined,
      "home",
      "summer",
      "winter home",
      "summer winter",
      "left right",
      "sauna",
      "sauna left",
      "piano",
      "unicum",
    ],
    ...["piano table", "summmer sauna", "home sau", "nowhere", "unicum piano", "sumer", "sumer home sauna"],
  ),
  amenities: fc.constantFrom(undefined, ["wifi"], ["piano"], ["wifi", "crib"], ["piano", "crib", "wifi"]),
  sort: fc.constantFrom(undefined, "relevance", "price", "-price", "-rating", "-createdAt", "distance"),
  place: fc.constantFrom<Place>(
    {},
    { city: "Oslo" },
    { city: "bergen" },
    { box: "10,59.5,11,60.5" },
    { box: "-179,-80,179,80" },
    { radiusKm: 60 },
  ),
  currency: fc.constantFrom(undefined, "NOK"),
  guests: fc.constantFrom(undefined, 5, 10),
  roomType: fc.constantFrom(undefined, undefined, "shared"),
  dates: fc.boolean(),
  limit: fc.constantFrom(2, 9, 20, 50),
});

interface Place {
  readonly city?: string;
  readonly box?: string;
  readonly radiusKm?: number;
}

test("pages of a search by text, amenities or a box are those of asking every home and sorting once, and neither repeat nor skip", async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ q, amenities, place, dates, limit, ...given }) => {
      const around = place.radiusKm === undefined ? {} : { lat: 60, lng: 10.75 };
      const wished = given.sort === "distance" && place.radiusKm === undefined ? "price" : given.sort;
      const sort = wished ?? (q === undefined ? "price" : undefined);
      const stay = dates ? { checkIn: daysAhead(20), checkOut: daysAhead(23) } : {};
      const query = defined({ ...place, ...around, ...stay, ...given, sort, q, amenities, limit });
      const wanted = homes.filter(
        (home) =>
          (says(home, q) || (isRelevance(sort) && says(home, likely(q)))) &&
          stands(home, place) &&
          (amenities ?? []).every((one) => home.amenities.includes(one)) &&
          (given.roomType ?? home.room_type) === home.room_type &&
          home.max_guests >= (given.guests ?? 0),
      );
      const right = wanted.filter(({ currency }) => currency === (given.currency ?? currency));
      const rows = await pages(query, 6);
      const ranks = rows.map((row) => rankIn({ sort, q, dates, row }));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows.length).toBe(Math.min(right.length, limit * 6));
      const all = right.map((home) => rankOf({ sort, q, home })).toSorted(compare);
      expect(ranks).toEqual(all.slice(0, rows.length));
    }),
    { numRuns: 250 },
  );
}, 180_000);

const corrected: Readonly<Record<string, string>> = { summmer: "summer", sau: "sauna" };
const wordsOf = (q: string) => q.split(" ").map((word) => corrected[word] ?? word);
const isRelevance = (sort: string | undefined) => sort === undefined || sort === "relevance";
const likely = (q: string | undefined) => q?.replace("sumer", "summer");
const has = (text: string, q: string) => wordsOf(q).every((word) => text.split(/\W+/).includes(word));
const says = ({ title, description }: Home, q: string | undefined) =>
  q === undefined || has(`${title} ${description}`, q);
const stands = ({ city, public_latitude: latitude }: Home, place: Place) =>
  (place.city === undefined || city.toLowerCase() === place.city.toLowerCase()) &&
  (!place.box?.startsWith("10") || (latitude >= 59.5 && latitude <= 60.5)) &&
  (place.radiusKm === undefined || kmFrom60(latitude) <= place.radiusKm);

// On one meridian.
const kmFrom60 = (latitude: number) => Math.round((Math.abs(latitude - 60) * Math.PI * 6371.0088 * 100) / 180) / 100;

type Rank = readonly (string | number)[];

interface Ranked {
  readonly sort: string | undefined;
  readonly q: string | undefined;
}

/** What a home is sorted by, smallest first. */
function rankOf({ sort = "relevance", q, home }: Ranked & { readonly home: Home }): Rank {
  const quality = Math.trunc((home.rating_sum * 1000 + 21_500) / (home.review_count + 5));
  const isHead = q !== undefined && has(`${home.title} ${home.city.toLowerCase()}`, q);
  const tier = isHead ? 1 : says(home, q) ? 0 : -1;
  const ranks: Readonly<Record<string, Rank>> = {
    relevance: [-tier, -quality],
    price: [home.currency, home.nightly_price_minor],
    "-price": [home.currency === "NOK" ? 1 : 0, -home.nightly_price_minor],
    "-rating": [-(home.avg_rating ?? 0), -quality],
    "-createdAt": [`${60 - Number(home.created_at.slice(17, 19))}`.padStart(2, "0")],
    distance: [kmFrom60(home.public_latitude)],
  };
  return ranks[sort] ?? [];
}

const byId = (id: string) => homes.find((home) => home.id === id);

/** The same of a row that was found; a stay's total grows with a night's price here. */
function rankIn({ sort, q, dates, row }: Ranked & { readonly dates: boolean; readonly row: ListingSummary }): Rank {
  expect(row.price.nights).toBe(dates ? 3 : undefined);
  const home = byId(row.id);
  return home ? rankOf({ sort, q, home }) : ["unknown"];
}

function compare(one: Rank, other: Rank): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  const [a, b] = [one[at] ?? 0, other[at] ?? 0];
  return a < b ? -1 : Number(a > b);
}

const defined = (query: object) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

async function pages(query: object, most: number): Promise<ListingSummary[]> {
  const rows: ListingSummary[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < most; page += 1) {
    const found = ListingPage.parse(await rig.call(searchListings, { ...query, ...(cursor !== null && { cursor }) }));
    rows.push(...found.data);
    cursor = found.nextCursor;
    if (cursor === null) break;
  }
  return rows;
}
