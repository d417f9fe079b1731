import { ListingPricing } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { pricing } from "./pricing.ts";
import { setPricing } from "./set-pricing.ts";

let rig: Rig;
let host: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());

const home = (columns: object = {}) => rig.addHome({ host_id: host.userId, ...columns });
const set = async (input: object, actor: UserActor | null = host) =>
  ListingPricing.parse(await rig.call(setPricing, input, actor));
const events = (listingId: string) =>
  rig.sql.all("test_events", "select type from event where data ->> 'listingId' = $1", [listingId]);
const nok = (amount: number) => ({ amount, currency: "NOK" });

test("all prices are set in place of those that were there; both versions grow, and one event says so", async () => {
  const listingId = await home({
    weekend_price_minor: 150_000,
    pet_fee_minor: 9000,
    max_guests: 6,
    pricing_version: 4,
  });
  const discounts = { weeklyDiscountBps: 500, monthlyDiscountBps: 2000, lastMinute: { daysBefore: 3, bps: 900 } };
  const answer = await set({ listingId, version: 1, nightlyPrice: 120_000, cleaningFee: 30_000, ...discounts });
  expect(answer).toEqual({
    ...{ listingId, currency: "NOK", nightlyPrice: nok(120_000), weekendPrice: null, cleaningFee: nok(30_000) },
    ...{ includedGuests: 6, extraGuestFee: nok(0), petFee: nok(0), ...discounts, earlyBird: null },
    ...{ rates: [], pricingVersion: 5, version: 2 },
  });
  expect(ListingPricing.parse(await rig.call(pricing, { listingId }, host))).toEqual(answer);
  expect(await events(listingId)).toEqual([{ type: "listing.changed" }]);
  expect(await rig.sql.all("test_audit", "select action from audit where subject = $1", [listingId])).toEqual([
    { action: "listings.setPricing" },
  ]);
});

test("prices that are so already change nothing", async () => {
  const listingId = await home({ included_guests: 2 });
  const answer = await set({ listingId, nightlyPrice: 100_000, includedGuests: 2 });
  expect(answer).toMatchObject({ version: 1, pricingVersion: 1 });
  expect(await events(listingId)).toEqual([]);
});

test("refuses prices between two steps, more included guests than there is room for, and names each field", async () => {
  const listingId = await home({ currency: "HUF", nightly_price_minor: 1_000_000 });
  const wrong = { nightlyPrice: 1_000_050, weekendPrice: 1, cleaningFee: 2, extraGuestFee: 3, petFee: 4 };
  await expect(set({ listingId, ...wrong, includedGuests: 5 })).rejects.toMatchObject({
    code: "request.invalid",
    issues: [...Object.keys(wrong), "includedGuests"].map((field) => ({ pointer: `/${field}` })),
  });
  expect(await set({ listingId, nightlyPrice: 1_000_100 })).toMatchObject({ version: 2 });
});

test("refuses a change for another version, and one of a home that was archived", async () => {
  const listingId = await home({ version: 3 });
  const stale = set({ listingId, version: 2, nightlyPrice: 1 });
  await expect(stale).rejects.toMatchObject({ code: "listing.version_changed", details: { version: 3 } });
  const archived = await home({ status: "archived" });
  await expect(set({ listingId: archived, nightlyPrice: 1 })).rejects.toMatchObject({ code: "listing.state" });
});

test("refuses whoever is not its host, and tells nobody else what a draft costs", async () => {
  const [guest, operator] = [await rig.addUser(), await rig.addUser(["guest", "admin"])];
  const [listingId, draft] = [await home(), await home({ status: "draft" })];
  const verdicts = async (of: string, actor: UserActor | null) => {
    const code = (error: { code: string }) => error.code;
    return [
      await set({ listingId: of, nightlyPrice: 1 }, actor).catch(code),
      await rig.call(pricing, { listingId: of }, actor).then(() => "yes", code),
    ];
  };
  expect(await verdicts(listingId, null)).toEqual(["auth.required", "auth.required"]);
  expect(await verdicts(listingId, guest)).toEqual(["permission.denied", "permission.denied"]);
  expect(await verdicts(draft, guest)).toEqual(["not_found", "not_found"]);
  expect(await verdicts(draft, operator)).toEqual(["permission.denied", "yes"]);
  const nowhere = "0194f0a0-0000-7000-8000-000000000000";
  expect(await verdicts(nowhere, host)).toEqual(["not_found", "not_found"]);
});
