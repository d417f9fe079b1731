import { amenityCatalogue } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { amenityBits } from "./amenity-bits.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test("the database and the catalogue have the same bit for every amenity", async () => {
  const codes = amenityCatalogue.map(({ code }) => code);
  const rows = await rig.sql.all<{ bits: string }>(
    "test_bits",
    "select amenity_bits(array[code])::text as bits from unnest($1::text[]) with ordinality c (code, n) order by n",
    [codes],
  );
  expect(rows.map(({ bits }) => bits)).toEqual(codes.map((code) => amenityBits([code]).toString()));
  const all = await rig.sql.one("test_all_bits", "select amenity_bits($1::text[])::text as bits", [codes]);
  expect(all).toEqual({ bits: amenityBits(codes).toString() });
});
