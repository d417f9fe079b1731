import { hash } from "@node-rs/argon2";
import { SignedIn } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { becomeHost, me } from "../users/index.ts";
import { ada } from "./sample-person.ts";
import { authenticate } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { signUp } from "./sign-up.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.call(signUp, ada);
});
afterAll(() => rig.close());
beforeEach(() => rig.pool.query("update app_user set email_verified_at = now(), status = 'active', roles = '{guest}'"));

const credentials = { email: ada.email, password: ada.password };
const enter = async () => SignedIn.parse(await rig.call(signIn, credentials));
const wrong = { code: "auth.invalid_credentials" };

test("the right password begins a session", async () => {
  const { user, session } = await enter();
  const actor = await authenticate(rig.sql, session.token);
  expect(actor).toMatchObject({ userId: user.id, sessionId: session.id, roles: ["guest"] });
  expect(await rig.call(me, {}, actor)).toEqual(user);
});

test("a wrong password, an unknown address, a suspended and a deleted account are one answer", async () => {
  await expect(rig.call(signIn, { ...credentials, password: "wrong" })).rejects.toMatchObject(wrong);
  await expect(rig.call(signIn, { ...credentials, email: "eve@example.com" })).rejects.toMatchObject(wrong);
  for (const status of ["suspended", "deleted"]) {
    await rig.pool.query(`update app_user set status = '${status}'`);
    await expect(rig.call(signIn, credentials)).rejects.toMatchObject(wrong);
  }
});

test("only the right password learns that the address is not confirmed", async () => {
  await rig.pool.query("update app_user set email_verified_at = null");
  await expect(rig.call(signIn, credentials)).rejects.toMatchObject({ code: "auth.email_unverified" });
  await expect(rig.call(signIn, { ...credentials, password: "wrong" })).rejects.toMatchObject(wrong);
});

test("somebody who never had a password cannot sign in", async () => {
  await rig.pool.query(
    `insert into app_user (id, email, first_name, last_name, roles, created_at)
     values (gen_random_uuid(), 'host-1@import.invalid', 'Imported', 'Host', '{host}', now())`,
  );
  const attempt = rig.call(signIn, { email: "host-1@import.invalid", password: "anything" });
  await expect(attempt).rejects.toMatchObject(wrong);
});

test("a hash of an earlier cost opens the account and is replaced by one of today's", async () => {
  await rig.pool.query("update password set hash = $1", [
    await hash(ada.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 }),
  ]);
  await enter();
  const stored = await rig.sql.one<{ hash: string }>("test_hash", "select hash from password");
  expect(stored?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await enter();
});

test("signing out ends this session at once, and no other", async () => {
  const [here, there] = [await enter(), await enter()];
  const actor = await authenticate(rig.sql, here.session.token);
  expect(await rig.call(signOut, {}, actor)).toBeUndefined();
  expect(await authenticate(rig.sql, here.session.token)).toBeNull();
  expect(await authenticate(rig.sql, there.session.token)).not.toBeNull();
  await expect(rig.call(signOut, {})).rejects.toMatchObject({ code: "auth.required" });
});

test("becoming a host twice adds the role once, and each time another token takes over", async () => {
  const before = await enter();
  const actor = await authenticate(rig.sql, before.session.token);
  const first = SignedIn.parse(await rig.call(becomeHost, {}, actor));
  expect(first.user.roles).toEqual(["guest", "host"]);
  expect(await authenticate(rig.sql, before.session.token)).toBeNull();
  const host = await authenticate(rig.sql, first.session.token);
  expect(host).toMatchObject({ roles: ["guest", "host"], sessionId: first.session.id });
  const second = SignedIn.parse(await rig.call(becomeHost, {}, host));
  expect(second.user.roles).toEqual(["guest", "host"]);
  await expect(rig.call(becomeHost, {}, actor)).rejects.toMatchObject({ code: "auth.session_invalid" });
  await expect(rig.call(becomeHost, {})).rejects.toMatchObject({ code: "auth.required" });
});
