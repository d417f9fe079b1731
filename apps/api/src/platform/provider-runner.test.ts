import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { command, type ProviderWork, providerCommand } from "./action.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";

interface Provider {
  reply: "taken" | "declined" | "silent";
  /** What every call at the provider waits for. */
  opening: Promise<void>;
  /** The keys of the calls, in their order. */
  readonly keys: string[];
}

const provider: Provider = { reply: "taken", opening: Promise.resolve(), keys: [] };
const Intent = z.strictObject({ noteId: z.uuid() });

const charge: ProviderWork<typeof Intent, { readonly declined: boolean }> = {
  name: "tests.charge",
  intent: Intent,
  async call({ key }) {
    provider.keys.push(key);
    await provider.opening;
    if (provider.reply === "silent") throw new Error("socket hang up");
    return { declined: provider.reply === "declined" };
  },
  async finish({ sql, emit }, { noteId }, { declined }) {
    const text = declined ? "declined" : "charged";
    await sql.run("test_finish", "update note set text = $2 where id = $1", [noteId, text]);
    emit("booking.confirmed", { bookingId: noteId });
    if (declined) return { refused: new AppError("payment.declined", { details: { declineCode: "generic" } }) };
    return { answer: { id: noteId, text } };
  },
};

/** Happens once without a key. */
const release: ProviderWork<typeof Intent, { readonly declined: boolean }> = {
  ...charge,
  name: "tests.release",
  outlivesKey: true,
};

const begun = "insert into note values ($1, 'begun')";

const startCharge = providerCommand({
  name: "tests.startCharge",
  summary: "Charges at once.",
  input: z.strictObject({}),
  output: z.object({ id: z.uuid(), text: z.string() }),
  load: async () => undefined,
  may: () => true,
  async begin({ sql }) {
    const noteId = newId();
    await sql.run("test_begin", begun, [noteId]);
    return { noteId };
  },
  work: charge,
});

const chargeLater = command({
  name: "tests.chargeLater",
  summary: "Charges once this is committed.",
  input: z.strictObject({}),
  output: z.object({}),
  may: () => true,
  async run({ sql, later }) {
    const noteId = newId();
    await sql.run("test_begin", begun, [noteId]);
    later(charge, { noteId });
    return {};
  },
});

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine({ works: new Map([charge, release].map((work) => [work.name, work])) });
});
afterAll(() => rig.close());
beforeEach(async () => {
  Object.assign(provider, { reply: "taken", opening: Promise.resolve() });
  provider.keys.length = 0;
  await rig.pool.query("delete from note; delete from provider_call");
});

const texts = async () =>
  (await rig.sql.all<{ text: string }>("test_texts", "select text from note")).map(({ text }) => text);
const endLeases = () =>
  rig.pool.query("update provider_call set lease_expires_at = now() - interval '1 second' where status = 'running'");
const silence = { code: "payment.provider_unavailable", retryAfterSeconds: 2 };
const sweep = () => rig.engine.finishProviderWork();

test("the request waits for all three phases, and its repetition replays them without a call", async () => {
  const first = await rig.execute(startCharge, {}, { key: "taken" });
  expect(first).toMatchObject({ output: { text: "charged" }, replayed: false });
  expect(await rig.execute(startCharge, {}, { key: "taken" })).toEqual({ ...first, replayed: true });
  expect(provider.keys).toEqual([expect.stringMatching(/^roost-[\da-f-]{36}$/)]);
  expect(await texts()).toEqual(["charged"]);
});

test("what the provider refuses is recorded, and kept under its key", async () => {
  provider.reply = "declined";
  const refusal = { code: "payment.declined", details: { declineCode: "generic" } };
  await expect(rig.execute(startCharge, {}, { key: "declined" })).rejects.toMatchObject(refusal);
  provider.reply = "taken";
  await expect(rig.execute(startCharge, {}, { key: "declined" })).rejects.toMatchObject(refusal);
  expect(provider.keys).toHaveLength(1);
  expect(await texts()).toEqual(["declined"]);
});

test("silence is no refusal: the same key asks the provider again under the same provider key, once nobody else does", async () => {
  provider.reply = "silent";
  await expect(rig.execute(startCharge, {}, { key: "silent" })).rejects.toMatchObject(silence);
  const { rows } = await rig.pool.query(
    "select status, attempts, last_error, lease_expires_at > now() as held from provider_call",
  );
  expect(rows).toEqual([{ status: "running", attempts: 1, last_error: "socket hang up", held: true }]);

  provider.reply = "taken";
  await expect(rig.execute(startCharge, {}, { key: "silent" })).rejects.toMatchObject({ code: "idempotency.running" });
  await endLeases();
  expect(await rig.execute(startCharge, {}, { key: "silent" })).toMatchObject({ output: { text: "charged" } });
  expect(provider.keys).toHaveLength(2);
  expect(new Set(provider.keys).size).toBe(1);
});

test("a request that died after its first commit is finished by a sweep, and its repetition gets the answer", async () => {
  provider.reply = "silent";
  await expect(rig.execute(startCharge, {}, { key: "died" })).rejects.toMatchObject(silence);
  provider.reply = "taken";
  await endLeases();
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  expect(await rig.execute(startCharge, {}, { key: "died" })).toMatchObject({
    output: { text: "charged" },
    replayed: true,
  });
  expect(await texts()).toEqual(["charged"]);
});

test("what a sweep hears refused is kept under the request's key", async () => {
  provider.reply = "silent";
  await expect(rig.execute(startCharge, {}, { key: "late" })).rejects.toMatchObject(silence);
  provider.reply = "declined";
  await endLeases();
  await sweep();
  await expect(rig.execute(startCharge, {}, { key: "late" })).rejects.toMatchObject({ code: "payment.declined" });
  expect(provider.keys).toHaveLength(2);
});

test("work for later is done by the next sweep, by one of two at once", async () => {
  await rig.execute(chargeLater, {});
  expect(provider.keys).toEqual([]);
  const taken = await Promise.all([sweep(), sweep()]);
  expect([Math.min(...taken), Math.max(...taken)]).toEqual([0, 1]);
  expect(provider.keys).toHaveLength(1);
  expect(await texts()).toEqual(["charged"]);
});

test("a sweep goes on while there is more than a batch", async () => {
  await Promise.all(Array.from({ length: 45 }, () => rig.execute(chargeLater, {})));
  expect(await sweep()).toBe(45);
  expect(new Set(provider.keys).size).toBe(45);
});

test("work that never was committed is never done", async () => {
  const refusing = command({
    ...chargeLater,
    name: "tests.refusing",
    async run(scope, input, subject) {
      await chargeLater.run(scope, input, subject);
      throw new AppError("not_found");
    },
  });
  await expect(rig.execute(refusing, {})).rejects.toMatchObject({ code: "not_found" });
  expect(await sweep()).toBe(0);
});

test("a request that is slower than its lease and the sweep that took over both call, and one records", async () => {
  const gate = Promise.withResolvers<void>();
  provider.opening = gate.promise;
  const events = await rig.count("event");
  const slow = rig.execute(startCharge, {}, { key: "slow" });
  await expect.poll(() => provider.keys.length).toBe(1);
  await endLeases();
  const sweeping = sweep();
  await expect.poll(() => provider.keys.length).toBe(2);
  gate.resolve();
  expect([await slow, await sweeping]).toMatchObject([{ output: { text: "charged" } }, 1]);
  expect(new Set(provider.keys).size).toBe(1);
  expect((await rig.count("event")) - events).toBe(1);
});

test("while the provider is called, no transaction and no connection is held", async () => {
  const gate = Promise.withResolvers<void>();
  provider.opening = gate.promise;
  const running = rig.execute(startCharge, {}, { key: "held" });
  await expect.poll(() => provider.keys.length).toBe(1);
  expect(rig.pool.totalCount - rig.pool.idleCount).toBe(0);
  gate.resolve();
  await running;
});

test("one call that stays silent, or whose work nobody knows, keeps none of the others waiting", async () => {
  await rig.pool.query(
    `insert into provider_call (id, work, intent, request_id, status, lease_expires_at, created_at)
     values ($1, 'tests.gone', '{}', 'r', 'running', now(), now())`,
    [newId()],
  );
  await rig.execute(chargeLater, {});
  expect(await sweep()).toBe(2);
  expect(await texts()).toEqual(["charged"]);
});

test("work that is older than the provider's memory of its key is never asked again, and the log says so each time", async () => {
  await rig.execute(chargeLater, {});
  // A second more than the limit: `created_at` keeps milliseconds, and rounds up.
  await rig.pool.query("update provider_call set created_at = now() - interval '23 hours 1 second'");
  expect(await sweep()).toBe(0);
  expect(provider.keys).toEqual([]);
  expect(await rig.engine.reportStaleWork()).toBe(1);
});

test("work that needs no key is asked again however old it is", async () => {
  await rig.execute(chargeLater, {});
  await rig.pool.query("update provider_call set created_at = now() - interval '30 days', work = $1", [release.name]);
  expect(await rig.engine.reportStaleWork()).toBe(0);
  expect(await sweep()).toBe(1);
  expect(await texts()).toEqual(["charged"]);
});
