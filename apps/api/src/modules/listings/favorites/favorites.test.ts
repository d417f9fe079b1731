import { amenityCatalogue, Favorite, FavoritePage } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { listAmenities } from "../homes/list-amenities.ts";
import { addFavorite } from "./add-favorite.ts";
import { listFavorites } from "./list-favorites.ts";
import { removeFavorite } from "./remove-favorite.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  guest = await rig.addUser();
});

const nowhere = "01900000-0000-7000-8000-000000000000";
const add = async (listingId: string, actor: UserActor | null = guest) =>
  Favorite.parse(await rig.call(addFavorite, { listingId }, actor));
const remove = (listingId: string, actor: UserActor | null = guest) => rig.call(removeFavorite, { listingId }, actor);
const favorites = async (input: object = {}, actor: UserActor | null = guest) =>
  FavoritePage.parse(await rig.call(listFavorites, input, actor));
const idsOf = (page: { readonly data: readonly Favorite[] }) => page.data.map(({ listingId }) => listingId);

test("a home that is kept is first in the list, as everybody sees it; keeping it again changes nothing", async () => {
  const [first, second] = [await rig.addHome({ title: "First", public_latitude: 59.9 }), await rig.addHome()];
  const added = await add(first);
  expect(added).toMatchObject({
    ...{ listingId: first, title: "First", city: "Oslo", country: "NO", status: "published" },
    listing: { id: first, latitude: 59.9, price: { nightly: { amount: 100_000, currency: "NOK" } } },
  });
  await add(second);
  expect(await add(first)).toEqual(added);
  expect(idsOf(await favorites())).toEqual([second, first]);
  expect(await favorites({}, await rig.addUser())).toEqual({ data: [], nextCursor: null, hasMore: false });
});

test("a home that is removed is gone, also twice, and whether there is one or not", async () => {
  const listingId = await rig.addHome();
  await add(listingId);
  for (const id of [listingId, listingId, nowhere]) expect(await remove(id)).toBeUndefined();
  expect(idsOf(await favorites())).toEqual([]);
});

test("pages go from the last one that was kept to the first, each home once, also within one instant", async () => {
  const ids = [await rig.addHome(), await rig.addHome(), await rig.addHome(), await rig.addHome(), await rig.addHome()];
  for (const id of ids) await add(id);
  const together = "update favorite set created_at = '2026-11-20T10:00:00Z' where user_id = $1";
  await rig.sql.run("test_together", together, [guest.userId]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: FavoritePage = await favorites({ limit: 2, ...(cursor !== null && { cursor }) });
    seen.push(...idsOf(page));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(ids.toSorted().toReversed());
});

test.each(["unlisted", "suspended", "archived"])(
  "a home that is %s stays in the list by its name alone",
  async (status) => {
    const listingId = await rig.addHome({ title: "Gone" });
    await add(listingId);
    await rig.sql.run("test_down", "update listing set status = $2::listing_status where id = $1", [listingId, status]);
    const left = { listingId, title: "Gone", status, listing: null };
    expect(await favorites()).toMatchObject({ data: [left] });
    expect(await add(listingId)).toMatchObject(left);
    await expect(add(listingId, await rig.addUser())).rejects.toMatchObject({ code: "not_found" });
  },
);

test("what was never shown cannot be kept, not by its host either; nobody's list needs a session", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const draft = await rig.addHome({ status: "draft", host_id: host.userId });
  for (const actor of [host, guest]) {
    for (const id of [draft, nowhere]) await expect(add(id, actor)).rejects.toMatchObject({ code: "not_found" });
  }
  for (const call of [() => add(draft, null), () => remove(draft, null), () => favorites({}, null)]) {
    await expect(call()).rejects.toMatchObject({ code: "auth.required" });
  }
});

test("a cursor of somebody else's list is refused", async () => {
  for (const id of [await rig.addHome(), await rig.addHome()]) await add(id);
  const { nextCursor } = await favorites({ limit: 1 });
  await expect(favorites({ limit: 1, cursor: nextCursor }, await rig.addUser())).rejects.toMatchObject({
    code: "request.invalid",
    issues: [{ pointer: "/cursor" }],
  });
});

test("the catalogue of amenities is everybody's", async () => {
  expect(await rig.call(listAmenities, {})).toEqual({ data: amenityCatalogue });
});
