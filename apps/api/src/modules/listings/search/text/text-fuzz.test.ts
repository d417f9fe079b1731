import { ListingFacets, ListingPage, SearchListingsInput } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../../test/rig.ts";
import { findFacets } from "../find-facets.ts";
import { searchListings } from "../search-listings.ts";
import { countWords } from "./count-words.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.addHome({
    title: "A loft's \\ 'quoted' & (odd) | ! : * <-> title",
    neighbourhood: "東京タワー",
    description: "é".repeat(9999),
  });
  await rig.addHome({ title: "L'été", city: "Villeneuve-d'Ascq", description: "字".repeat(10_000) });
  await countWords(rig.sql);
});
afterAll(() => rig.close());

const texts = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 100 }),
  fc.string({
    unit: fc.constantFrom(...Array.from("'\"\\&|!:*()<>-,.@% _$;ab"), "loft", "\u0301", "\u200f", "字", "🏠"),
    minLength: 1,
    maxLength: 60,
  }),
  fc.constantFrom(
    ...[
      "🏠".repeat(50),
      "&",
      "'",
      "\\",
      "a\\'b",
      "!loft",
      "loft:*",
      "loft & !house",
      "(((",
      "<->",
      "a <2> b",
      "@",
      ".loft",
      "@oslo",
    ],
    ...[
      "'); drop table listing; --",
      "' or 1=1",
      "\u202eloft\u202c",
      "לופט בתל אביב",
      "e\u0301\u0301\u0301\u0301",
      "\u0301",
      "ﷺ".repeat(100),
    ],
    ...[
      "x".repeat(100),
      "a ".repeat(50),
      "qwer wert erto rtzu tzui zuio uiop",
      "ß".repeat(100),
      "㋿".repeat(100),
      "\ud83c",
    ],
  ),
);
const queries = fc.record({
  q: texts,
  city: fc.option(fc.constantFrom("Oslo", "villeneuve-d'ascq", "'", "\\", "\u0301"), { nil: undefined }),
  country: fc.option(fc.constantFrom("NO", "FR"), { nil: undefined }),
});

test("whatever is typed is searched for, and nothing breaks", async () => {
  await fc.assert(
    fc.asyncProperty(queries, async ({ q, city, country }) => {
      const query = { q, ...(city !== undefined && { city }), ...(country !== undefined && { country }) };
      fc.pre(SearchListingsInput.safeParse(query).success);
      const { data } = ListingPage.parse(await rig.call(searchListings, query));
      const { count } = ListingFacets.parse(await rig.call(findFacets, query));
      expect(count).toBe(data.length);
    }),
    { numRuns: 400 },
  );
}, 120_000);

test.each(["", "   ", "\t", "a\u0000b", "a\nb", "\ud83c", "x".repeat(101)])("refuses %j", async (q) => {
  await expect(rig.call(searchListings, { q })).rejects.toMatchObject({
    code: "request.invalid",
    issues: [{ pointer: "/q" }],
  });
});
