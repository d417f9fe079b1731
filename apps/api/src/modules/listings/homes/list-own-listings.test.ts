import { ListingStatus, OwnListingPage } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { listOwnListings } from "./list-own-listings.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const mine = async (actor: UserActor | null, input: object = {}) =>
  OwnListingPage.parse(await rig.call(listOwnListings, input, actor));
const idsOf = (page: { readonly data: readonly { readonly id: string }[] }) => page.data.map(({ id }) => id);

test("a host sees his homes of every status but those that he archived, with address and exact point, newest first and page by page", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const ids: string[] = [];
  for (const status of ListingStatus.options) {
    const id = await rig.addHome({ status, host_id: host.userId, address: "Storgata 1", latitude: 59.5 });
    if (status !== "archived") ids.unshift(id);
  }
  await rig.addHome();
  const all = await mine(host);
  expect(idsOf(all)).toEqual(ids);
  expect(all).toMatchObject({ nextCursor: null, hasMore: false });
  for (const listing of all.data) expect(listing).toMatchObject({ address: "Storgata 1", latitude: 59.5 });

  const first = await mine(host, { limit: 3 });
  const rest = await mine(host, { limit: 3, cursor: first.nextCursor });
  expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids);
});

test("homes of one status; a cursor of another list is refused", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const drafts = [];
  for (const status of ["draft", "published", "draft"])
    drafts.unshift(await rig.addHome({ status, host_id: host.userId }));
  expect(idsOf(await mine(host, { status: "draft" }))).toEqual([drafts[0], drafts[2]]);
  expect(idsOf(await mine(host, { status: "archived" }))).toEqual([]);
  const archived = await rig.addHome({ status: "archived", host_id: host.userId });
  expect(idsOf(await mine(host, { status: "archived" }))).toEqual([archived]);
  const { nextCursor: cursor } = await mine(host, { limit: 1 });
  const [other, wrong] = [await rig.addUser(["host"]), { code: "request.invalid", issues: [{ pointer: "/cursor" }] }];
  await expect(mine(host, { limit: 1, status: "draft", cursor })).rejects.toMatchObject(wrong);
  await expect(mine(other, { limit: 1, cursor })).rejects.toMatchObject(wrong);
});

test("who has no home has an empty list, and who is not signed in none", async () => {
  expect(await mine(await rig.addUser())).toEqual({ data: [], nextCursor: null, hasMore: false });
  await expect(mine(null)).rejects.toMatchObject({ code: "auth.required" });
});
