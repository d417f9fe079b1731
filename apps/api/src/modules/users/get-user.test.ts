import { UserProfile } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { newId } from "../../platform/ids.ts";
import { getUser } from "./get-user.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test("everybody sees a person's first name, and nothing that is his own affair", async () => {
  const { userId } = await rig.addUser();
  for (const actor of [null, await rig.addUser(), await rig.addUser(["guest", "admin"])]) {
    const profile = await rig.call(getUser, { userId }, actor);
    expect(profile).toEqual({ id: userId, firstName: "Test", avgRating: null, reviewCount: 0 });
  }
});

test.each([
  ["suspended", "update app_user set status = 'suspended' where id = $1"],
  ["deleted", "update app_user set status = 'deleted' where id = $1"],
  ["not confirmed", "update app_user set email_verified_at = null where id = $1"],
])("there is nobody whose account is %s", async (_what, statement) => {
  const { userId } = await rig.addUser();
  await rig.pool.query(statement, [userId]);
  await expect(rig.call(getUser, { userId })).rejects.toMatchObject({ code: "not_found" });
});

test("many are read in two statements, each by itself and in the order of asking", async () => {
  const [first, second] = [await rig.addUser(), await rig.addUser()];
  const userIds = [second.userId, newId(), first.userId, second.userId.toUpperCase()];
  const call = { actor: null, requestId: "test" };
  const inputs = userIds.map((userId) => ({ userId }));
  const found = await rig.app.engine.readMany(getUser, call, inputs);
  expect(found.map((one) => ("output" in one ? UserProfile.parse(one.output).id : one.code))).toEqual([
    second.userId,
    "not_found",
    first.userId,
    second.userId,
  ]);
});
