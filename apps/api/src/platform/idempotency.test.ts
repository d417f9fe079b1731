import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { command, type UserActor } from "./action.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";

const addNote = command({
  name: "tests.addNote",
  summary: "Writes a note.",
  input: z.strictObject({ text: z.string(), at: z.string().optional() }),
  output: z.object({ id: z.uuid(), zeta: z.string(), alpha: z.number() }),
  may: () => true,
  async run({ sql }, { text }) {
    const id = newId();
    await sql.run("test_note", "insert into note values ($1, $2)", [id, text]);
    return { id, zeta: text, alpha: 1 };
  },
});

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine();
});
afterAll(() => rig.close());

const somebody = (): UserActor => ({
  kind: "user",
  userId: newId(),
  roles: [],
  emailVerified: true,
  sessionId: newId(),
});
const notes = async (text: string) =>
  (await rig.sql.all("test_notes", "select from note where text = $1", [text])).length;

test("the same again answers the same to the byte, and does nothing", async () => {
  const call = { key: "again" };
  const first = await rig.execute(addNote, { text: "again" }, call);
  const second = await rig.execute(addNote, { text: "again" }, call);
  expect([first.replayed, second.replayed]).toEqual([false, true]);
  expect(JSON.stringify(second.output)).toBe(JSON.stringify(first.output));
  expect(await notes("again")).toBe(1);
});

test("the same key twenty times at once has one effect: every answer is that of the first, or says that it runs", async () => {
  const calls = Array.from({ length: 20 }, () => rig.execute(addNote, { text: "at once" }, { key: "at once" }));
  const outcomes = await Promise.allSettled(calls);
  const answers = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(answers.map(({ output }) => JSON.stringify(output))).size).toBe(1);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "idempotency.running", retryAfterSeconds: 1 });
  expect(await notes("at once")).toBe(1);
});

test("another body under the same key is refused", async () => {
  await rig.execute(addNote, { text: "body" }, { key: "body" });
  const other = rig.execute(addNote, { text: "body", at: "noon" }, { key: "body" });
  await expect(other).rejects.toMatchObject({ code: "idempotency.mismatch" });
});

test("a key belongs to its principal and action; callers without a session share one principal", async () => {
  const [ada, bob] = [somebody(), somebody()];
  const renamed = command({ ...addNote, name: "tests.addOther" });
  await rig.execute(addNote, { text: "whose" }, { key: "whose", actor: ada });
  await rig.execute(addNote, { text: "whose" }, { key: "whose", actor: bob });
  await rig.execute(renamed, { text: "whose" }, { key: "whose", actor: ada });
  await rig.execute(addNote, { text: "whose" }, { key: "whose" });
  expect(await notes("whose")).toBe(4);
  const anonymous = await rig.execute(addNote, { text: "whose" }, { key: "whose" });
  const adaFromElsewhere = await rig.execute(
    addNote,
    { text: "whose" },
    { key: "whose", actor: { ...ada, kind: "user" } },
  );
  expect([anonymous.replayed, adaFromElsewhere.replayed, await notes("whose")]).toEqual([true, true, 4]);
});

test("an answer that holds a secret is never stored, and its repetition is refused", async () => {
  const secretive = command({ ...addNote, name: "tests.secretive", secret: true });
  await rig.execute(secretive, { text: "hunter2" }, { key: "secret" });
  const again = rig.execute(secretive, { text: "hunter2" }, { key: "secret" });
  await expect(again).rejects.toMatchObject({ code: "idempotency.secret_not_replayed" });
  const { rows } = await rig.pool.query("select status, response from idempotency where action = 'tests.secretive'");
  expect(rows).toEqual([{ status: "secret", response: null }]);
  expect(await notes("hunter2")).toBe(1);
});

test("a refusal is not stored: the same key is tried afresh", async () => {
  let refuse = true;
  const moody = command({
    ...addNote,
    name: "tests.moody",
    may: () => (refuse ? new AppError("booking.own_listing") : true),
  });
  await expect(rig.execute(moody, { text: "moody" }, { key: "moody" })).rejects.toMatchObject({
    code: "booking.own_listing",
  });
  refuse = false;
  expect(await rig.execute(moody, { text: "moody" }, { key: "moody" })).toMatchObject({ replayed: false });
});

test("while a call runs, the same key is refused at once instead of waiting", async () => {
  const inside = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const slow = command({
    ...addNote,
    name: "tests.slow",
    async run(scope, input, subject) {
      inside.resolve();
      await go.promise;
      return addNote.run(scope, input, subject);
    },
  });
  const first = rig.execute(slow, { text: "slow" }, { key: "slow" });
  await inside.promise;
  await expect(rig.execute(slow, { text: "slow" }, { key: "slow" })).rejects.toMatchObject({
    code: "idempotency.running",
  });
  go.resolve();
  expect(await first).toMatchObject({ replayed: false });
});

test("what is stored beside a key does not let anybody guess the input", async () => {
  await rig.execute(addNote, { text: "1234" }, { key: "guess" });
  const sha = "select from idempotency where key = 'guess' and body_hash = sha256($1::bytea)";
  expect((await rig.pool.query(sha, ['{"text":"1234"}'])).rowCount).toBe(0);
});
