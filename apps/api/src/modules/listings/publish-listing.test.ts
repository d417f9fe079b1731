import { Listing } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { getListing } from "./get-listing.ts";
import { publishListing } from "./publish-listing.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const events = (listingId: string) =>
  rig.sql.all<{ type: string }>("test_events", "select type from event where data ->> 'listingId' = $1", [listingId]);

test("shows a draft to everybody, and says so once, however often the host publishes it", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const listingId = await rig.addHome({ status: "draft", host_id: host.userId });
  await expect(rig.call(getListing, { listingId })).rejects.toMatchObject({ code: "not_found" });
  const published = Listing.parse(await rig.call(publishListing, { listingId }, host));
  expect(published).toMatchObject({ id: listingId, status: "published", version: 2 });
  expect(await rig.call(publishListing, { listingId }, host)).toEqual(published);
  expect(await events(listingId)).toEqual([{ type: "listing.published" }]);
  expect(await rig.call(getListing, { listingId })).toMatchObject({ status: "published" });
});

test("two publications at once say it once", async () => {
  const host = await rig.addUser(["host"]);
  const listingId = await rig.addHome({ status: "draft", host_id: host.userId });
  await Promise.all([1, 2].map(() => rig.call(publishListing, { listingId }, host)));
  expect(await events(listingId)).toHaveLength(1);
});

test("nobody else publishes it: a draft is hidden, a published home is forbidden", async () => {
  const draft = await rig.addHome({ status: "draft" });
  const published = await rig.addHome();
  const stranger = await rig.addUser(["guest", "host"]);
  const admin = await rig.addUser(["admin"]);
  const nobodys = "01900000-0000-7000-8000-000000000000";
  for (const listingId of [draft, published, nobodys]) {
    await expect(rig.call(publishListing, { listingId })).rejects.toMatchObject({ code: "auth.required" });
  }
  await expect(rig.call(publishListing, { listingId: draft }, stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(rig.call(publishListing, { listingId: nobodys }, stranger)).rejects.toMatchObject({ code: "not_found" });
  for (const [listingId, actor] of [
    [published, stranger],
    [published, admin],
    [draft, admin],
  ] as const) {
    await expect(rig.call(publishListing, { listingId }, actor)).rejects.toMatchObject({ code: "permission.denied" });
  }
  expect(await events(draft)).toEqual([]);
});
