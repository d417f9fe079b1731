import { SignedIn } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { makeVerificationToken } from "./make-verification-token.ts";
import { ada } from "./sample-person.ts";
import { authenticate } from "./sessions.ts";
import { signUp } from "./sign-up.ts";
import { tokenHash } from "./token-hash.ts";
import { verifyEmail } from "./verify-email.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** The ids of a new sign-up and of its user. */
async function register(email: string) {
  await rig.call(signUp, { ...ada, email });
  const job = (await rig.jobs("mail.verify-email")).at(-1);
  return { userId: job?.userId ?? "", signUpId: job?.mailId ?? "" };
}
const refused = { code: "auth.token_invalid" };

test("a link confirms the address once, and signs in", async () => {
  const { userId, signUpId } = await register("once@example.com");
  const token = await makeVerificationToken(rig.sql, signUpId);
  const { user, session } = SignedIn.parse(await rig.call(verifyEmail, { token }));
  expect(user).toMatchObject({ id: userId, emailVerified: true });
  expect(await authenticate(rig.sql, session.token)).toMatchObject({ userId, emailVerified: true });
  await expect(rig.call(verifyEmail, { token })).rejects.toMatchObject(refused);
});

test("only the hash of a token is stored", async () => {
  const { signUpId } = await register("hash@example.com");
  const token = await makeVerificationToken(rig.sql, signUpId);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const stored = await rig.sql.all("test_tokens", "select token_hash from email_token where sign_up_id = $1", [
    signUpId,
  ]);
  expect(stored).toEqual([{ token_hash: tokenHash(token) }]);
});

test("one link ends all others of the person", async () => {
  const { signUpId } = await register("others@example.com");
  const first = await makeVerificationToken(rig.sql, signUpId);
  const second = await makeVerificationToken(rig.sql, signUpId);
  await rig.call(verifyEmail, { token: second });
  await expect(rig.call(verifyEmail, { token: first })).rejects.toMatchObject(refused);
});

test("a link followed five times at once works once", async () => {
  const token = await makeVerificationToken(rig.sql, (await register("race@example.com")).signUpId);
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => rig.call(verifyEmail, { token })));
  const refusals = results.filter((result) => result.status === "rejected");
  expect(refusals).toHaveLength(4);
  for (const { reason } of refusals) expect(reason).toMatchObject(refused);
});

test("a link and a sign-up with the same address at once do not block each other", async () => {
  const email = "crossing@example.com";
  const token = await makeVerificationToken(rig.sql, (await register(email)).signUpId);
  const [, ...signUps] = await Promise.allSettled([
    rig.call(verifyEmail, { token }),
    ...Array.from({ length: 4 }, () => rig.call(signUp, { ...ada, email })),
  ]);
  expect(signUps.map((result) => result.status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "fulfilled"]);
});

test("an expired link, an unknown one, and one of a suspended person are refused alike", async () => {
  const { userId, signUpId } = await register("late@example.com");
  const token = await makeVerificationToken(rig.sql, signUpId);
  await rig.pool.query("update email_token set expires_at = now() - interval '1 second' where sign_up_id = $1", [
    signUpId,
  ]);
  await expect(rig.call(verifyEmail, { token })).rejects.toMatchObject(refused);
  await expect(rig.call(verifyEmail, { token: "unknown" })).rejects.toMatchObject(refused);
  const fresh = await makeVerificationToken(rig.sql, signUpId);
  await rig.pool.query("update app_user set status = 'suspended' where id = $1", [userId]);
  await expect(rig.call(verifyEmail, { token: fresh })).rejects.toMatchObject(refused);
});

test("a link lives 24 hours of real time, whatever the domain's clock says", async () => {
  const token = await makeVerificationToken(rig.sql, (await register("clock@example.com")).signUpId);
  const left = await rig.sql.one<{ hours: number }>(
    "test_hours",
    "select extract(epoch from expires_at - now())::float / 3600 as hours from email_token where token_hash = $1",
    [tokenHash(token)],
  );
  expect(left?.hours).toBeCloseTo(24, 1);
  await rig.pool.query("update clock_offset set offset_ms = 172800000");
  await expect(rig.call(verifyEmail, { token })).resolves.toMatchObject({ user: { emailVerified: true } });
});
