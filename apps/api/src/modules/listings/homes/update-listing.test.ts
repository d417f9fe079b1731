import { Listing } from "@roost/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { distanceKm, pointAt } from "../sphere.ts";
import { updateListing } from "./update-listing.ts";

let rig: Rig;
let host: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());

const home = (columns: object = {}) => rig.addHome({ host_id: host.userId, ...columns });
const update = async (input: object, actor: UserActor | null = host) =>
  Listing.parse(await rig.call(updateListing, input, actor));
const events = async (listingId: string) =>
  (
    await rig.sql.all<{ type: string }>("test_events", "select type from event where data ->> 'listingId' = $1", [
      listingId,
    ])
  ).map(({ type }) => type);

test("changes what is given, leaves the rest, clears with null, and says so once", async () => {
  const listingId = await home({ address: "Storgata 1", neighbourhood: "Sentrum", check_in_until: "22:00" });
  const changed = await update({
    listingId,
    title: " By the fjord ",
    neighbourhood: null,
    checkInUntil: null,
    amenities: ["sauna", "wifi"],
    bathrooms: 2.5,
    bookingMode: "request",
  });
  expect(changed).toMatchObject({
    ...{ title: "By the fjord", neighbourhood: null, checkInUntil: null, amenities: ["sauna", "wifi"] },
    ...{ bathrooms: 2.5, bookingMode: "request", address: "Storgata 1", description: "", version: 2 },
  });
  expect(await events(listingId)).toEqual(["listing.changed"]);
  const audit = "select action from audit where subject = $1";
  expect(await rig.sql.all("test_audit", audit, [listingId])).toEqual([{ action: "listings.update" }]);
});

test("what is so already is no change: the version stays, and nobody is told", async () => {
  const listingId = await home({ title: "Same", amenities: ["wifi", "sauna"], latitude: 59.9, longitude: 10.7 });
  const same = { title: "Same", amenities: ["sauna", "wifi"], latitude: 59.9, longitude: 10.7, region: null };
  expect(await update({ listingId, ...same })).toMatchObject({ version: 1, amenities: ["wifi", "sauna"] });
  expect(await update({ listingId })).toMatchObject({ version: 1 });
  expect(await events(listingId)).toEqual([]);
});

test("refuses a change for another version, and says which it is", async () => {
  const listingId = await home({ version: 4 });
  expect(await update({ listingId, version: 4, title: "First" })).toMatchObject({ version: 5 });
  await expect(update({ listingId, version: 4, title: "Second" })).rejects.toMatchObject({
    code: "listing.version_changed",
    details: { version: 5 },
  });
});

test("of many changes for one version at once, one is made", async () => {
  const listingId = await home();
  const titles = Array.from({ length: 8 }, (_, at) => `Title ${at}`);
  const tries = await Promise.allSettled(titles.map((title) => update({ listingId, version: 1, title })));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await events(listingId)).toHaveLength(1);
});

describe("fields that go together are judged with what the home has", () => {
  test.each([
    [{ minNights: 8 }, "/minNights"],
    [{ maxNights: 1 }, "/maxNights"],
    [{ minNights: 9, maxNights: 8 }, "/minNights"],
    [{ checkInUntil: "14:59" }, "/checkInUntil"],
    [{ checkInFrom: "21:00" }, "/checkInFrom"],
    [{ maxGuests: 2 }, "/maxGuests"],
    [{ longitude: 10 }, "/latitude"],
    [{ latitude: 10 }, "/longitude"],
    [{ title: null }, "/title"],
    [{ currency: "EUR" }, "/currency"],
    [{ nightlyPrice: 1 }, "/nightlyPrice"],
    [{ status: "archived" }, "/status"],
  ])("%j", async (change, pointer) => {
    const listingId = await home({ min_nights: 2, max_nights: 7, included_guests: 3, check_in_until: "20:00" });
    await expect(update({ listingId, ...change })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ pointer }],
    });
    expect(await events(listingId)).toEqual([]);
  });
});

test("both of two such fields may move together", async () => {
  const listingId = await home({ min_nights: 2, max_nights: 7 });
  expect(await update({ listingId, minNights: 10, maxNights: 20 })).toMatchObject({ minNights: 10, maxNights: 20 });
});

test("another place has its own zone, and a public point near it; the way back finds the old one", async () => {
  const publicly = (listingId: string) =>
    rig.sql.one<{ latitude: number; longitude: number }>(
      "test_public",
      "select public_latitude as latitude, public_longitude as longitude from listing where id = $1",
      [listingId],
    );
  const oslo = { latitude: 59.91, longitude: 10.75 };
  const lisbon = { latitude: 38.72, longitude: -9.14 };
  const first = pointAt(oslo, 1, 0.3);
  const listingId = await home({ ...oslo, public_latitude: first.latitude, public_longitude: first.longitude });
  expect(await update({ listingId, ...pointAt(oslo, 1, 0.01) })).toMatchObject({ timeZone: "Europe/Oslo", version: 2 });
  expect(await publicly(listingId)).toEqual(first);

  expect(await update({ listingId, ...lisbon })).toMatchObject({ timeZone: "Europe/Lisbon", ...lisbon });
  const second = await publicly(listingId);
  expect(distanceKm(lisbon, second ?? oslo)).toBeLessThan(0.51);
  await update({ listingId, ...oslo });
  expect(await publicly(listingId)).toEqual(first);
  await update({ listingId, ...lisbon });
  expect(await publicly(listingId)).toEqual(second);
});

test("an archived home stays as it is", async () => {
  const listingId = await home({ status: "archived" });
  await expect(update({ listingId, title: "Again" })).rejects.toMatchObject({
    code: "listing.state",
    details: { status: "archived", action: "update" },
  });
});

test("nobody else changes it: not who is not signed in, a stranger, another host, an operator", async () => {
  const [published, draft] = [await home(), await home({ status: "draft" })];
  for (const listingId of [published, draft]) {
    await expect(update({ listingId, title: "Mine" }, null)).rejects.toMatchObject({ code: "auth.required" });
    const operator = await rig.addUser(["guest", "admin"]);
    await expect(update({ listingId, title: "Mine" }, operator)).rejects.toMatchObject({ code: "permission.denied" });
  }
  for (const roles of [["guest"], ["guest", "host"]] as const) {
    const other = await rig.addUser(roles);
    await expect(update({ listingId: published, title: "Mine" }, other)).rejects.toMatchObject({
      code: "permission.denied",
    });
    await expect(update({ listingId: draft, title: "Mine" }, other)).rejects.toMatchObject({ code: "not_found" });
  }
});
