import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { fromDatabase, isSerializationFailure, sqlStateOf } from "./database-errors.ts";
import { createPool } from "./db.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import { createLog } from "./log.ts";
import { prismaOn } from "./prisma-on.ts";

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine();
});
afterAll(() => rig.close());

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const unavailable = expect.objectContaining({ code: "service.unavailable", retryAfterSeconds: 1 });

test("an SQLSTATE is read from pg's errors and through Prisma's wrapping alike", async () => {
  const user = { id: newId(), email: "a@test.invalid", firstName: "A", lastName: "B", createdAt: new Date() };
  const client = await rig.pool.connect();
  await prismaOn(client).user.create({ data: user });
  const wrapped = await failureOf(prismaOn(client).user.create({ data: user }));
  client.release();
  const own = await failureOf(rig.pool.query("insert into app_user select * from app_user"));
  expect([sqlStateOf(own), sqlStateOf(wrapped)]).toEqual(["23505", "23505"]);
  expect([sqlStateOf(new Error("x")), sqlStateOf("23505"), sqlStateOf({ code: "23505" })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("text that Postgres cannot store is the caller's fault", async () => {
  const asText = await failureOf(rig.pool.query("select $1::text", ["a\0b"]));
  const asJson = await failureOf(rig.pool.query("select $1::jsonb ->> 'a'", ['{"a":"\\u0000"}']));
  for (const error of [asText, asJson]) expect(fromDatabase(error)).toMatchObject({ code: "request.invalid" });
});

test("a broken rule of the database stays what it is: a fault of ours", async () => {
  const error = await failureOf(rig.pool.query("insert into note values (null, null)"));
  expect(fromDatabase(error)).toBe(error);
});

test("a refusal of ours stays what it is", () => {
  const refusal = new AppError("not_found", {
    cause: Object.assign(new Error(), { code: "57014", severity: "ERROR" }),
  });
  expect(fromDatabase(refusal)).toBe(refusal);
});

test.each([
  ["a statement that takes too long", "select pg_sleep(5)"],
  ["a server that ends the connection", "select pg_terminate_backend(pg_backend_pid())"],
])("%s is a 503 to be tried again", async (_what, statement) => {
  const client = await rig.pool.connect();
  client.on("error", () => undefined);
  const error = await failureOf(client.query(`set statement_timeout = 50; ${statement}`));
  client.release(true);
  expect(fromDatabase(error)).toEqual(unavailable);
});

test("a database that is not there, and a pool with no connection left, are 503s to be tried again", async () => {
  const log = createLog({ level: "silent" });
  const nowhere = createPool({ url: "postgresql://roost_app@127.0.0.1:9/roost", max: 1, log });
  expect(fromDatabase(await failureOf(nowhere.query("select 1")))).toEqual(unavailable);
  await nowhere.end();

  const small = createPool({ url: rig.database.url, max: 1, log });
  const held = await small.connect();
  expect(fromDatabase(await failureOf(small.query("select 1")))).toEqual(unavailable);
  held.release();
  await small.end();
  expect(fromDatabase(await failureOf(small.query("select 1")))).toEqual(unavailable);
});

test("a deadlock may simply be run again", async () => {
  const [one, other] = [newId(), newId()];
  await rig.pool.query("insert into note values ($1, 'x'), ($2, 'x')", [one, other]);
  const [a, b] = await Promise.all([rig.pool.connect(), rig.pool.connect()]);
  const lock = "select from note where id = $1 for update";
  await Promise.all([a.query("begin"), b.query("begin")]);
  await Promise.all([a.query(lock, [one]), b.query(lock, [other])]);
  const outcomes = await Promise.all([failureOf(a.query(lock, [other])), failureOf(b.query(lock, [one]))]);
  await Promise.all([a.query("rollback"), b.query("rollback")]);
  a.release();
  b.release();
  const failures = outcomes.filter((outcome) => outcome !== undefined);
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.some(isSerializationFailure) || failures.every((error) => sqlStateOf(error) === "55P03")).toBe(true);
  for (const error of failures) expect(fromDatabase(error)).toEqual(unavailable);
});
