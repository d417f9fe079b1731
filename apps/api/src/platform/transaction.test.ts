import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { newId } from "./ids.ts";
import type { Sql } from "./sql.ts";
import { transaction } from "./transaction.ts";

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine();
});
afterAll(() => rig.close());
beforeEach(() => rig.pool.query("delete from note"));

const addNote = (sql: Sql, id = newId()) => sql.run("test_note", "insert into note values ($1, 'x')", [id]);
const settled = Promise.resolve();

test("what was written is there when the result is", async () => {
  const result = await transaction(rig.pool, async ({ sql }) => ({ result: "done", last: addNote(sql) }));
  expect(result).toBe("done");
  expect(await rig.count("note")).toBe(1);
});

test("an error in the work rolls everything back and comes out as it was", async () => {
  const fault = new Error("no");
  const work = transaction(rig.pool, async ({ sql }) => {
    await addNote(sql);
    throw fault;
  });
  await expect(work).rejects.toBe(fault);
  expect(await rig.count("note")).toBe(0);
});

test("a last statement that fails turns the commit into a rollback, and the caller hears of it", async () => {
  const id = newId();
  const work = transaction(rig.pool, async ({ sql }) => {
    await addNote(sql, id);
    return { result: "never", last: addNote(sql, id) };
  });
  await expect(work).rejects.toMatchObject({ code: "23505" });
  expect(await rig.count("note")).toBe(0);
});

test("a commit that the database answers with a rollback is no success, even if nobody saw the error", async () => {
  const work = transaction(rig.pool, async ({ sql, client }) => {
    await addNote(sql);
    return { result: "never", last: client.query("select 1 / 0").catch(() => undefined) };
  });
  await expect(work).rejects.toThrow("rolled back by the database");
  expect(await rig.count("note")).toBe(0);
});

test("a transaction that fails gives its connection back clean", async () => {
  for (let round = 0; round < 30; round += 1) {
    const work = transaction(rig.pool, ({ client }) => client.query("select 1 / 0").then(never));
    await expect(work).rejects.toThrow("division by zero");
  }
  expect(rig.pool.totalCount - rig.pool.idleCount).toBe(0);
  const { rows } = await rig.pool.query(
    "select state from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  );
  expect(rows).toEqual([]);
});

test("a transaction whose connection is lost rejects, and the next one gets another", async () => {
  const lost = transaction(rig.pool, async ({ sql, client }) => {
    await addNote(sql);
    await client.query("select pg_terminate_backend(pg_backend_pid())");
    return { result: "never", last: settled };
  });
  await expect(lost).rejects.toThrow(/terminat/i);
  expect(await rig.count("note")).toBe(0);
});

const never = () => ({ result: "never", last: settled });
