import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { publishListing } from "../publish-listing.ts";
import { searchListings } from "../search/search-listings.ts";
import { unlistListing } from "./unlist-listing.ts";

let rig: Rig;
let approving: Rig;
beforeAll(async () => {
  [rig, approving] = await Promise.all([startRig(), startRig({ LISTINGS_NEED_APPROVAL: "true" })]);
});
afterAll(() => Promise.all([rig.close(), approving.close()]));

test("nobody finds an unlisted home until its host publishes it again", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const listingId = await rig.addHome({ city: "Alta", host_id: host.userId });
  const found = () => rig.call(searchListings, { city: "Alta" });
  expect(await found()).toMatchObject({ data: [{ id: listingId }] });
  expect(await rig.call(unlistListing, { listingId, version: 1 }, host)).toMatchObject({
    ...{ status: "unlisted", version: 2 },
  });
  expect(await rig.call(unlistListing, { listingId }, host)).toMatchObject({ version: 2 });
  expect(await found()).toMatchObject({ data: [] });
  await expect(rig.call(publishListing, { listingId, version: 1 }, host)).rejects.toMatchObject({
    code: "listing.version_changed",
  });
  expect(await rig.call(publishListing, { listingId, version: 2 }, host)).toMatchObject({ status: "published" });
  expect(await found()).toMatchObject({ data: [{ id: listingId }] });
});

test("where homes need approval, one that is published waits for it, and may be taken back", async () => {
  const host = await approving.addUser(["guest", "host"]);
  const listingId = await approving.addHome({ status: "draft", host_id: host.userId });
  const publish = () => approving.call(publishListing, { listingId }, host);
  expect(await publish()).toMatchObject({ status: "pending_approval", version: 2 });
  expect(await publish()).toMatchObject({ status: "pending_approval", version: 2 });
  expect(await approving.call(searchListings, {})).toMatchObject({ data: [] });
  expect(await approving.call(unlistListing, { listingId }, host)).toMatchObject({ status: "unlisted", version: 3 });
  expect(await publish()).toMatchObject({ status: "pending_approval", version: 4 });
  const published = await approving.addHome({ host_id: host.userId });
  expect(await approving.call(publishListing, { listingId: published }, host)).toMatchObject({ version: 1 });
  const events = await approving.sql.all("test_events", "select type from event where data ->> 'listingId' = $1", [
    listingId,
  ]);
  expect(events).toEqual(Array.from({ length: 3 }, () => ({ type: "listing.changed" })));
});

test("nobody else unlists it", async () => {
  const listingId = await rig.addHome();
  await expect(rig.call(unlistListing, { listingId })).rejects.toMatchObject({ code: "auth.required" });
  for (const roles of [["guest"], ["guest", "host"], ["admin"]] as const) {
    const attempt = rig.call(unlistListing, { listingId }, await rig.addUser(roles));
    await expect(attempt).rejects.toMatchObject({ code: "permission.denied" });
  }
});
