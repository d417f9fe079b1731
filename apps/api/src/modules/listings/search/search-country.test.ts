import { SearchListingsInput } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { wantedBy } from "./search-input.ts";
import { orderOf } from "./search-order.ts";
import { searchSqlPort } from "./search-sql.ts";
import { searchStatement } from "./search-statement.ts";
import { nextCurrencyStatement, totalStatement } from "./total-statement.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  const model = await rig.addHome({ country: "MT", city: "Valletta", currency: "USD" });
  await rig.sql.run(
    "test_world",
    `insert into listing select x.* from listing l cross join generate_series(1, 6000) n
     cross join lateral jsonb_populate_record(l, jsonb_build_object('id', uuidv7(), 'country', 'NO', 'city', 'Oslo',
       'currency', case when n % 2 = 0 then 'EUR' else 'NOK' end, 'nightly_price_minor', 50000 + n)) x where l.id = $1`,
    [model],
  );
  await rig.sql.run("test_analyze", "analyze listing_search, listing", []);
});
afterAll(() => rig.close());

interface Node {
  readonly "Actual Rows": number;
  readonly "Rows Removed by Filter"?: number | undefined;
  readonly Plans?: Node[] | undefined;
}
const Node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    "Actual Rows": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    Plans: z.array(Node).optional(),
  }),
);
const Explained = z.tuple([z.object({ plan: z.tuple([z.object({ Plan: Node })]) })]);
const readBy = (node: Node): number =>
  node["Actual Rows"] +
  (node["Rows Removed by Filter"] ?? 0) +
  (node.Plans ?? []).reduce((sum, one) => sum + readBy(one), 0);

/** How many rows a statement touches, by its plan for any values. */
async function rowsOf({
  text,
  values,
}: {
  readonly text: string;
  readonly values: readonly unknown[];
}): Promise<number> {
  const rows = await searchSqlPort.from(rig.app).all("", `explain (analyze, format json) ${text}`, values);
  const [{ plan }] = Explained.parse(rows.map((row) => ({ plan: Object.values(Object(row))[0] })));
  return readBy(plan[0].Plan);
}

const today = { earliest: "2026-12-01", latest: "2026-12-02" };
const dates = { checkIn: "2027-01-01", checkOut: "2027-01-05" };
const week = { ...dates, nights: 4, weekends: 2, now: new Date(), guestBps: 1400, atTheEdge: false, today };

test.each(["price", "-price", "-rating", "-createdAt", "relevance"] as const)(
  "a small country by %s reads its own homes, not those of the world",
  async (sort) => {
    const input = SearchListingsInput.parse({ country: "MT", sort });
    const { point, box } = wantedBy(input);
    const plain = orderOf({ sort, withDates: false, oneCurrency: false, byText: false });
    const search = { input, point, box, stay: null, text: null, order: plain, after: null, limit: 21 };
    const order = orderOf({ sort, withDates: true, oneCurrency: false, byText: false });
    const stayed = { ...search, order, stay: week };
    const totals = { ...stayed, currency: null, since: null, candidates: 120 };
    const byTotal = [totalStatement(totals), nextCurrencyStatement(totals, "EUR")];
    for (const statement of [searchStatement(search), ...(order.byTotal ? byTotal : [searchStatement(stayed)])]) {
      expect(await rowsOf(statement)).toBeLessThan(100);
    }
  },
);
