import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { newId } from "../../platform/ids.ts";
import { createSession } from "../auth/index.ts";
import { becomeHost } from "./become-host.ts";
import { me } from "./me.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const signedIn = async () => {
  const actor = await rig.addUser();
  return { ...actor, sessionId: (await createSession(rig.sql, actor.userId)).id };
};

test("people see themselves, and nobody sees an account that is gone", async () => {
  const actor = await signedIn();
  expect(await rig.call(me, {}, actor)).toMatchObject({ id: actor.userId, roles: ["guest"] });
  await expect(rig.call(me, {}, { ...actor, userId: newId() })).rejects.toMatchObject({ code: "not_found" });
  await expect(rig.call(me, {})).rejects.toMatchObject({ code: "auth.required" });
});

test("a guest becomes a host once, under another session", async () => {
  const actor = await signedIn();
  const first = await rig.call(becomeHost, {}, actor);
  expect(first).toMatchObject({ user: { roles: ["guest", "host"] } });
  await expect(rig.call(becomeHost, {}, actor)).rejects.toMatchObject({ code: "auth.session_invalid" });
});

test("who is suspended between his request's two steps does not become a host, and keeps no session", async () => {
  const actor = await signedIn();
  await rig.pool.query("update app_user set status = 'suspended' where id = $1", [actor.userId]);
  await expect(rig.call(becomeHost, {}, actor)).rejects.toMatchObject({ code: "auth.session_invalid" });
  expect((await rig.pool.query("select roles::text from app_user where id = $1", [actor.userId])).rows).toEqual([
    { roles: "{guest}" },
  ]);
});
