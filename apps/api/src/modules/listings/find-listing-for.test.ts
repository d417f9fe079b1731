import { Listing, ListingFacets } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { getListing } from "./get-listing.ts";
import { publishListing } from "./publish-listing.ts";
import { findFacets } from "./search/find-facets.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ CACHE_TTL_MS: "5000" });
});
afterAll(() => rig.close());

const see = async (id: string, actor: Parameters<Rig["call"]>[2]) =>
  Listing.parse(await rig.call(getListing, { listingId: id }, actor));

/** So many times, and what strangers see is kept. */
const often = 20;

test("a home that changed elsewhere is never old to its host and to operators", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const [admin, stranger] = [await rig.addUser(["admin"]), await rig.addUser()];
  const id = await rig.addHome({ title: "Before", host_id: host.userId });
  for (let times = 0; times < often; times += 1) await see(id, null);
  for (const actor of [null, stranger, host, admin]) expect((await see(id, actor)).title).toBe("Before");
  await rig.sql.run("test_rename", "update listing set title = 'After' where id = $1", [id]);
  for (const actor of [host, admin]) expect((await see(id, actor)).title).toBe("After");
  // No server listens here, so that strangers read what was kept.
  for (const actor of [null, stranger]) expect((await see(id, actor)).title).toBe("Before");
});

test("what a command here has changed is new to everybody once it is answered", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const id = await rig.addHome({ status: "draft", host_id: host.userId });
  for (let times = 0; times < often; times += 1) {
    await expect(see(id, null)).rejects.toMatchObject({ code: "not_found" });
  }
  await rig.call(publishListing, { listingId: id }, host);
  expect((await see(id, null)).status).toBe("published");
});

test("facets are some seconds old to strangers, never to hosts and operators", async () => {
  const [host, admin] = [await rig.addUser(["guest", "host"]), await rig.addUser(["admin"])];
  const stranger = await rig.addUser();
  const count = async (actor: Parameters<Rig["call"]>[2], city = "Mandal") =>
    ListingFacets.parse(await rig.call(findFacets, { city }, actor)).count;
  await rig.addHome({ city: "Mandal", host_id: host.userId });
  for (const actor of [null, stranger, host, admin]) expect(await count(actor)).toBe(1);
  await rig.addHome({ city: "Mandal", host_id: host.userId });
  for (const actor of [host, admin]) expect(await count(actor)).toBe(2);
  for (const actor of [null, stranger]) expect(await count(actor)).toBe(1);
  expect(await count(null, "MANDAL")).toBe(2);
});
