import { ListingPricing } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { setRates } from "./set-rates.ts";

let rig: Rig;
let host: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());

const home = (columns: object = {}) => rig.addHome({ host_id: host.userId, ...columns });
const set = async (listingId: string, rates: readonly object[], more: object = {}) =>
  ListingPricing.parse(await rig.call(setRates, { listingId, rates, ...more }, host));
const range = (first: number, until: number, price: number | null) => ({
  ...{ first: daysAhead(first), until: daysAhead(until), price },
});
const shown = (first: number, until: number, amount: number) => ({
  ...{ first: daysAhead(first), until: daysAhead(until), price: { amount, currency: "NOK" } },
});

test("dates get a price of their own, which is laid over what was there; others keep theirs", async () => {
  const listingId = await home();
  const first = await set(listingId, [range(10, 20, 150_000), { first: daysAhead(30), price: 99_000 }]);
  expect(first).toMatchObject({ version: 2, pricingVersion: 2 });
  expect(first.rates).toEqual([shown(10, 20, 150_000), shown(30, 31, 99_000)]);
  const second = await set(listingId, [range(20, 30, 99_000), range(12, 14, null), range(18, 20, 99_000)]);
  expect(second.rates).toEqual([shown(10, 12, 150_000), shown(14, 18, 150_000), shown(18, 31, 99_000)]);
  expect(second).toMatchObject({ version: 3, pricingVersion: 3 });
  const types = await rig.sql.all("test_events", "select type from event where data ->> 'listingId' = $1", [listingId]);
  expect(types).toEqual([{ type: "listing.changed" }, { type: "listing.changed" }]);
});

test("what is so already is no change, and rates of days that have passed are not shown", async () => {
  const listingId = await home();
  await rig.sql.run("test_rate", "insert into rate values ($1, $2, $3, 7)", [listingId, daysAhead(-9), daysAhead(-5)]);
  const answer = await set(listingId, [range(5, 9, null)]);
  expect(answer).toMatchObject({ version: 1, pricingVersion: 1, rates: [] });
});

test("two hosts' hands at once: the one that waits sees what the other has written", async () => {
  const listingId = await home();
  const answers = await Promise.all([
    set(listingId, [range(10, 20, 1000)]),
    set(listingId, [range(30, 40, 1000)]),
    set(listingId, [range(20, 30, 1000)]),
  ]);
  expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([2, 3, 4]));
  const rows = await rig.sql.all("test_rates", "select first, until from rate where listing_id = $1", [listingId]);
  expect(rows).toEqual([{ first: daysAhead(10), until: daysAhead(40) }]);
});

test("refuses ranges that are none, that overlap, lie in the past or years ahead, or off the steps, each by its index", async () => {
  const listingId = await home({ currency: "KWD", nightly_price_minor: 1000 });
  const refused = (rates: readonly object[], ...pointers: string[]) =>
    expect(set(listingId, rates)).rejects.toMatchObject({
      code: "request.invalid",
      issues: pointers.map((pointer) => ({ pointer })),
    });
  await refused([range(5, 5, 10)], "/rates/0/until");
  await refused([range(9, 12, 10), range(5, 10, 10), range(20, 21, 10), range(20, 22, null)], "/rates/1", "/rates/3");
  await refused([range(1, 30, 10), range(5, 6, 10), range(10, 11, 10)], "/rates/1", "/rates/2");
  const far = daysAhead(3 * 366);
  await refused(
    [range(-3, 4, 10), { first: far, price: 10 }, range(8, 9, 15)],
    "/rates/0/first",
    "/rates/1/first",
    "/rates/2/price",
  );
  await refused([], "/rates");
  await refused(
    [
      { first: "2027-02-30", price: 10 },
      { first: daysAhead(4), price: 0 },
    ],
    "/rates/0/first",
    "/rates/1/price",
  );
});

test("refuses a change for another version, an archived home, and whoever is not its host", async () => {
  const rates = [range(5, 9, 100)];
  const listingId = await home({ version: 3 });
  await expect(set(listingId, rates, { version: 2 })).rejects.toMatchObject({ code: "listing.version_changed" });
  const archived = await home({ status: "archived" });
  await expect(set(archived, rates)).rejects.toMatchObject({ code: "listing.state" });
  const input = { listingId, rates };
  await expect(rig.call(setRates, input)).rejects.toMatchObject({ code: "auth.required" });
  for (const roles of [["guest"], ["guest", "admin"]] as const) {
    await expect(rig.call(setRates, input, await rig.addUser(roles))).rejects.toMatchObject({
      code: "permission.denied",
    });
  }
});
