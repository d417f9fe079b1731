import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { getListing } from "./get-listing.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const exact = { latitude: 59.9111, longitude: 10.7522 };
const shown = { latitude: 59.914, longitude: 10.7501 };
const point = { ...exact, public_latitude: shown.latitude, public_longitude: shown.longitude };

test("strangers see the public point, the host and an admin the exact one", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const listingId = await rig.addHome({ ...point, host_id: host.userId, review_count: 3, avg_rating: 4.67 });
  const seenBy = (actor: Parameters<Rig["call"]>[2]) => rig.call(getListing, { listingId }, actor);
  expect(await seenBy(null)).toMatchObject({ id: listingId, ...shown, avgRating: 4.67, reviewCount: 3 });
  expect(await seenBy(await rig.addUser(["guest", "host"]))).toMatchObject(shown);
  expect(await seenBy(host)).toMatchObject(exact);
  expect(await seenBy(await rig.addUser(["admin"]))).toMatchObject(exact);
});

test("a draft is its host's and the admins'; for others, and where there is none, 404", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const listingId = await rig.addHome({ ...point, status: "draft", host_id: host.userId });
  for (const actor of [host, await rig.addUser(["admin"])]) {
    expect(await rig.call(getListing, { listingId }, actor)).toMatchObject({ status: "draft", ...exact });
  }
  for (const actor of [null, await rig.addUser(["guest", "host"])]) {
    await expect(rig.call(getListing, { listingId }, actor)).rejects.toMatchObject({ code: "not_found" });
  }
  const nobodys = "01900000-0000-7000-8000-000000000000";
  await expect(rig.call(getListing, { listingId: nobodys }, host)).rejects.toMatchObject({ code: "not_found" });
});
