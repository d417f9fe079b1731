import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { newId } from "./ids.ts";
import { prismaOn, type Tx } from "./prisma-on.ts";
import { type Transaction, transaction } from "./transaction.ts";

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine();
});
afterAll(() => rig.close());
beforeEach(() => rig.pool.query("delete from password; delete from app_user"));

const person = (email: string) => ({ id: newId(), email, firstName: "A", lastName: "B", createdAt: new Date() });
const withPassword = (email: string) => ({
  ...person(email),
  password: { create: { hash: "h", changedAt: new Date() } },
});

/** Runs `work` with Prisma inside a transaction of ours. */
const within = <T>(work: (tx: Tx, own: Transaction) => Promise<T>): Promise<T> =>
  transaction(rig.pool, async (own) => {
    await own.begun;
    return { result: await work(prismaOn(own.client), own), last: Promise.resolve() };
  });

/** Prisma's own interactive transaction, which `Tx` hides from verbs. */
const inner = async (tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<unknown> => {
  const begin: unknown = Reflect.get(tx, "$transaction");
  if (typeof begin !== "function") throw new Error("Prisma has no $transaction any more");
  return Reflect.apply(begin, tx, [work]);
};

test("nested writes commit with the transaction", async () => {
  await within((tx) => tx.user.create({ data: withPassword("a@test.invalid") }));
  expect([await rig.count("app_user"), await rig.count("password")]).toEqual([1, 1]);
});

test("Prisma and hand-written SQL read each other's writes, which nobody else sees before the commit", async () => {
  await within(async (tx, { sql }) => {
    await tx.user.create({ data: person("a@test.invalid") });
    expect(await sql.one("test_own", "select count(*) as n from app_user")).toEqual({ n: 1 });
    await sql.run("test_rename", "update app_user set first_name = 'C'");
    expect(await tx.user.findFirst({ select: { firstName: true } })).toEqual({ firstName: "C" });
    expect(await rig.count("app_user")).toBe(0);
  });
  expect(await rig.count("app_user")).toBe(1);
});

test("an error inside undoes what Prisma and SQL wrote", async () => {
  const work = within(async (tx, { sql }) => {
    await tx.user.create({ data: withPassword("a@test.invalid") });
    await sql.run("test_note", "insert into note values ($1, 'x')", [newId()]);
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect([await rig.count("app_user"), await rig.count("password"), await rig.count("note")]).toEqual([0, 0, 0]);
});

test("Prisma's own transaction is a savepoint of ours: it is undone alone, and with ours", async () => {
  await within(async (tx) => {
    await tx.user.create({ data: person("kept@test.invalid") });
    const failing = inner(tx, async (nested) => {
      await nested.user.create({ data: person("undone@test.invalid") });
      throw new Error("only this");
    });
    await expect(failing).rejects.toThrow("only this");
    await inner(tx, (nested) => nested.user.create({ data: person("second@test.invalid") }));
  });
  const { rows } = await rig.pool.query("select email from app_user order by email");
  expect(rows).toEqual([{ email: "kept@test.invalid" }, { email: "second@test.invalid" }]);

  const undone = within(async (tx) => {
    await inner(tx, (nested) => nested.user.create({ data: person("third@test.invalid") }));
    throw new Error("all of it");
  });
  await expect(undone).rejects.toThrow("all of it");
  expect(await rig.count("app_user")).toBe(2);
});

test("a nested write that fails leaves the transaction usable, without its half", async () => {
  await within(async (tx) => {
    await tx.user.create({ data: person("taken@test.invalid") });
    const other = withPassword("other@test.invalid");
    const failing = tx.user.create({ data: { ...other, sessions: { create: [session("x"), session("x")] } } });
    await expect(failing).rejects.toMatchObject({ code: "P2002" });
    expect(await tx.user.count()).toBe(1);
  });
  expect([await rig.count("app_user"), await rig.count("password")]).toEqual([1, 0]);
});

const session = (token: string) => ({
  id: newId(),
  tokenHash: new Uint8Array(Buffer.from(token)),
  createdAt: new Date(),
  expiresAt: new Date(),
});

test("a connection has one Prisma client, and no two connections share one", async () => {
  const [one, other] = await Promise.all([rig.pool.connect(), rig.pool.connect()]);
  expect(prismaOn(one)).toBe(prismaOn(one));
  expect(prismaOn(one)).not.toBe(prismaOn(other));
  one.release();
  other.release();
});

test("statements of Prisma are prepared under names, so that each is planned once a connection", async () => {
  await within(async (tx, { client }) => {
    for (let round = 0; round < 3; round += 1) await tx.user.findFirst({ select: { id: true } });
    const { rows } = await client.query("select name from pg_prepared_statements where name like 'prisma_%'");
    expect(rows.length).toBeGreaterThan(0);
  });
});
