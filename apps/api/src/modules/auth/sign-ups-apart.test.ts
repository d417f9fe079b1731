import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { createAccount } from "./create-account.ts";
import { makeVerificationToken } from "./make-verification-token.ts";
import { ada } from "./sample-person.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { verifyEmail } from "./verify-email.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.pool.query("delete from session; delete from sign_up; delete from password; delete from app_user");
  await rig.pool.query("delete from pgboss.job");
});

interface Person {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
}

const eve: Person = { ...ada, firstName: "Eve", lastName: "Dropper", password: "eve was here first" };
const credentials = ({ email, password }: Person) => ({ email, password });
const dead = { code: "auth.token_invalid" };
const wrong = { code: "auth.invalid_credentials" };

/** Signs up, and answers the token in the link of this sign-up's mail. */
async function linkFor(who: Person): Promise<string> {
  const known = new Set((await rig.jobs("mail.verify-email")).map(({ mailId }) => mailId));
  await rig.call(signUp, who);
  const mail = (await rig.jobs("mail.verify-email")).find(({ mailId }) => !known.has(mailId));
  return makeVerificationToken(rig.sql, mail?.mailId ?? "");
}

const count = async (table: string) =>
  (await rig.sql.one<{ count: number }>(`test_count_${table}`, `select count(*) as count from ${table}`))?.count;

test.each([
  ["before", eve, ada],
  ["after", ada, eve],
] as const)(
  "whoever follows his own link gets his own password, where a stranger signed up %s",
  async (_when, one, two) => {
    const links = new Map<Person, string>([
      [one, await linkFor(one)],
      [two, await linkFor(two)],
    ]);
    const { firstName, lastName } = ada;
    const answer = await rig.call(verifyEmail, { token: links.get(ada) });
    expect(answer).toMatchObject({ user: { firstName, lastName, emailVerified: true } });
    expect(await rig.call(signIn, credentials(ada))).toMatchObject({ user: { firstName, lastName } });
    await expect(rig.call(signIn, credentials(eve))).rejects.toMatchObject(wrong);
    await expect(rig.call(verifyEmail, { token: links.get(eve) })).rejects.toMatchObject(dead);
    expect([await count("sign_up"), await count("email_token")]).toEqual([0, 0]);
  },
);

test("of two links at once one counts, with its own names and password", async () => {
  const tokens = [await linkFor(ada), await linkFor(eve)];
  const results = await Promise.allSettled(tokens.map((token) => rig.call(verifyEmail, { token })));
  const winner = results[0]?.status === "fulfilled" ? ada : eve;
  const loser = winner === ada ? eve : ada;
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results).toContainEqual({ status: "rejected", reason: expect.objectContaining(dead) });
  expect(await rig.call(signIn, credentials(winner))).toMatchObject({ user: { firstName: winner.firstName } });
  await expect(rig.call(signIn, credentials(loser))).rejects.toMatchObject(wrong);
});

test("no password opens an account before a link was followed", async () => {
  await linkFor(ada);
  await linkFor(eve);
  await expect(rig.call(signIn, credentials(eve))).rejects.toMatchObject({ code: "auth.email_unverified" });
  await expect(rig.call(signIn, credentials(ada))).rejects.toMatchObject(wrong);
  expect(await count("session")).toBe(0);
});

test("a link cannot be made for a sign-up that waits no more", async () => {
  const token = await linkFor(ada);
  const [mail] = await rig.jobs("mail.verify-email");
  await rig.call(verifyEmail, { token });
  await expect(makeVerificationToken(rig.sql, mail?.mailId ?? "")).rejects.toThrow("waits for no confirmation");
});

test("an account that Roost makes itself ends every sign-up with its address", async () => {
  const token = await linkFor(eve);
  await rig.call(createAccount, { ...ada, roles: ["guest"] }, { kind: "system" });
  await expect(rig.call(verifyEmail, { token })).rejects.toMatchObject(dead);
  expect(await rig.call(signIn, credentials(ada))).toMatchObject({ user: { firstName: "Ada", emailVerified: true } });
});

test("a new, a waiting and a confirmed address cost a sign-up and a sign-in the same number of statements", async () => {
  const asked = vi.spyOn(pg.Client.prototype, "query");
  const costOf = async (act: () => Promise<unknown>) => {
    asked.mockClear();
    await act();
    return asked.mock.calls.length;
  };
  const failing = (who: Person) => rig.call(signIn, { ...credentials(who), password: "wrong" }).catch(() => null);
  const newcomer = { ...eve, email: "eve@example.com" };
  const confirmed = { ...ada, email: "confirmed@example.com" };
  await rig.call(createAccount, { ...confirmed, roles: ["guest"] }, { kind: "system" });
  await rig.call(signUp, ada);

  const signUps: number[] = [];
  const signIns: number[] = [];
  for (const who of [newcomer, ada, confirmed]) {
    signIns.push(await costOf(() => failing(who)));
    signUps.push(await costOf(() => rig.call(signUp, who)));
  }
  asked.mockRestore();
  expect(signUps[0]).toBeGreaterThan(2);
  expect(new Set(signUps).size).toBe(1);
  expect(signIns).toEqual([1, 1, 1]);
});
