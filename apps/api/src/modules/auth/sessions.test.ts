import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { newId } from "../../platform/ids.ts";
import { authenticate, createSession, endAllSessions } from "./sessions.ts";
import { tokenHash } from "./token-hash.ts";

let rig: Rig;
const userId = newId();
beforeAll(async () => {
  rig = await startRig();
  await rig.pool.query(
    `insert into app_user (id, email, first_name, last_name, roles, email_verified_at, created_at)
     values ($1, 'ada@example.com', 'Ada', 'Lovelace', '{guest}', now(), now())`,
    [userId],
  );
});
afterAll(() => rig.close());

const day = 24 * 60 * 60 * 1000;

/** A session as it is some days later. */
async function aged(days: { readonly sinceBegin: number; readonly left: number }) {
  const { token } = await createSession(rig.sql, userId);
  await rig.pool.query(
    `update session set created_at = now() - $2 * interval '1 day', expires_at = now() + $3 * interval '1 day'
     where token_hash = $1`,
    [tokenHash(token), days.sinceBegin, days.left],
  );
  return token;
}

async function daysLeft(token: string): Promise<number> {
  const text = "select expires_at from session where token_hash = $1";
  const row = await rig.sql.one<{ expires_at: string }>("test_left", text, [tokenHash(token)]);
  return (Date.parse(row?.expires_at ?? "") - Date.now()) / day;
}

test("a token has 200 random bits, and only its hash is stored", async () => {
  const { token, expiresAt } = await createSession(rig.sql, userId);
  expect(token).toMatch(/^[a-z2-7]{40}$/);
  expect(Date.parse(expiresAt) - Date.now()).toBeCloseTo(30 * day, -5);
  const { rows } = await rig.pool.query("select session::text as row from session");
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("use moves the end to 30 days from now, in steps of a day", async () => {
  const fresh = await aged({ sinceBegin: 0, left: 29.5 });
  await authenticate(rig.sql, fresh);
  expect(await daysLeft(fresh)).toBeCloseTo(29.5, 2);
  const used = await aged({ sinceBegin: 2, left: 28 });
  await authenticate(rig.sql, used);
  expect(await daysLeft(used)).toBeCloseTo(30, 2);
  const rarelyUsed = await aged({ sinceBegin: 29, left: 1 });
  await authenticate(rig.sql, rarelyUsed);
  expect(await daysLeft(rarelyUsed)).toBeCloseTo(30, 2);
});

test("a session that nobody used for 30 days is over", async () => {
  expect(await authenticate(rig.sql, await aged({ sinceBegin: 31, left: -0.001 }))).toBeNull();
});

test("use never carries a session beyond 90 days", async () => {
  const token = await aged({ sinceBegin: 80, left: 5 });
  expect(await authenticate(rig.sql, token)).toMatchObject({ userId });
  expect(await daysLeft(token)).toBeCloseTo(10, 2);
  expect(await authenticate(rig.sql, await aged({ sinceBegin: 90.001, left: 20 }))).toBeNull();
});

test("a session near its last day is read without being written", async () => {
  const token = await aged({ sinceBegin: 85, left: 5 });
  const statements: string[] = [];
  const watched = {
    ...rig.sql,
    run: (name: string, text: string, values?: readonly unknown[]) => {
      statements.push(name);
      return rig.sql.run(name, text, values);
    },
  };
  expect(await authenticate(watched, token)).toMatchObject({ userId });
  expect(statements).toEqual([]);
});

test("what is not a token never reaches the database", async () => {
  const unreachable = { ...rig.sql, one: () => Promise.reject(new Error("asked")) };
  for (const token of ["", "x", "A".repeat(40), "a".repeat(41), "a".repeat(100_000)]) {
    expect(await authenticate(unreachable, token)).toBeNull();
  }
});

test("suspended and deleted people are out with the next request", async () => {
  const { token } = await createSession(rig.sql, userId);
  for (const status of ["suspended", "deleted"]) {
    await rig.pool.query(`update app_user set status = '${status}'`);
    expect(await authenticate(rig.sql, token)).toBeNull();
  }
  await rig.pool.query("update app_user set status = 'active'");
  expect(await authenticate(rig.sql, token)).not.toBeNull();
});

test("all sessions of a person end together, and expired ones go when he comes back", async () => {
  await aged({ sinceBegin: 40, left: -10 });
  const { token } = await createSession(rig.sql, userId);
  const { rowCount } = await rig.pool.query("select from session where expires_at < now()");
  expect(rowCount).toBe(0);
  await endAllSessions(rig.sql, userId);
  expect(await authenticate(rig.sql, token)).toBeNull();
});
