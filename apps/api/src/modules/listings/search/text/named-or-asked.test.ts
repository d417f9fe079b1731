import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../../test/rig.ts";
import { namedOrAsked } from "./named-or-asked.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  for (const title of ["Leftmost", "Leftmost loft", "Leftmost house", "Rightmost"]) await rig.addHome({ title });
});
afterAll(() => rig.close());

const asked = (query: string, documents: number) => ({ query, words: query, documents, byChance: documents });
const frequent = 900_000;

test("frequent words that never meet are named by their index: nobody is asked one by one", async () => {
  const meeting = "'leftmost' & 'rightmost'";
  expect(await namedOrAsked(rig.sql, asked(meeting, frequent))).toEqual({ by: "ids", query: meeting, most: null });
});

test("what more homes have than are named is asked of each, and what was counted as few is not counted again", async () => {
  const word = "'leftmost'";
  expect(await namedOrAsked(rig.sql, asked(word, frequent), 2)).toEqual({ by: "probe", words: word });
  expect(await namedOrAsked(rig.sql, asked(word, frequent), 3)).toEqual({ by: "ids", query: word, most: null });
  expect(await namedOrAsked(rig.sql, asked(word, 2), 2)).toEqual({ by: "ids", query: word, most: null });
});
