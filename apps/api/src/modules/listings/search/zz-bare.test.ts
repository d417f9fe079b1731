import { afterAll, beforeAll, expect, test } from "vitest";
import { countFacets as bare } from "../../../../../../packages/bench/src/bare/search/count-facets.ts";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { findFacets } from "./find-facets.ts";
import { countWords } from "./text/count-words.ts";
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  const pattern = await rig.addHome({ title: "Pattern", city: "Oslo", country: "NO" });
  await rig.sql.run("test_fill", fillText, [pattern, 19_000]);
  await countWords(rig.sql);
}, 300_000);
afterAll(() => rig.close());
const fillText = `insert into listing select (jsonb_populate_record(l, jsonb_build_object(
    'id', md5(n::text)::uuid, 'max_guests', case when n % 101 = 0 then 8 else 2 + n % 5 end,
    'nightly_price_minor', 10000 + n % 900 * 1000,
    'public_latitude', 59.5 + (n / 40) % 40 * 0.01, 'public_longitude', 10 + n % 40 * 0.01))).*
  from listing l, generate_series(1, $2::int) n where l.id = $1`;
test("same", async () => {
  for (const box of ["9,59,11,61", "9,59,10.2,61", "10,59.5,10.01,59.52", "10,59.5,10.3,59.8"])
    for (const guests of [2, 5, 7, 8]) {
      const a = await rig.call(findFacets, { box, guests });
      const b = await bare(rig.pool, { box, guests });
      console.log("BOX", box, guests, JSON.stringify(a).slice(0, 40));
      expect(JSON.parse(JSON.stringify(b))).toEqual(JSON.parse(JSON.stringify(a)));
    }
}, 100_000);
