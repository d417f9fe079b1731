import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { type Actor, command, query, type Verdict } from "./action.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import { signedIn } from "./policies.ts";

const addNote = command({
  name: "tests.addNote",
  summary: "Writes a note, says so and enqueues a job.",
  input: z.strictObject({ text: z.string(), failing: z.enum(["run", "output", "reaction", "commit"]).optional() }),
  output: z.object({ id: z.uuid(), text: z.string() }),
  may: () => true,
  async run({ sql, emit, enqueue }, { text, failing }) {
    const id = newId();
    await sql.run("test_note", "insert into note values ($1, $2)", [id, text]);
    emit(failing === "reaction" ? "booking.cancelled" : "booking.confirmed", { bookingId: id });
    enqueue("mail.verify-email", { id });
    if (failing === "run") throw new AppError("booking.dates_unavailable");
    if (failing === "commit") await sql.run("test_entry", unbalanced, [newId(), newId()]);
    return { id: failing === "output" ? "no id" : id, text, secret: "never shown" };
  },
});

// The ledger's deferred trigger refuses at the commit.
const unbalanced = `with t as (insert into ledger_transaction values ($1::uuid, $1::uuid::text, $1::uuid, now()))
  insert into ledger_entry (id, transaction_id, account, currency, amount_minor) values ($2, $1::uuid, 'suspense', 'NOK', 1)`;

let rig: TestEngine;
beforeAll(async () => {
  rig = await startEngine({
    reactions: {
      "booking.confirmed": {
        within: [async ({ emit }, event) => emit("booking.expired", event)],
        after: ["mail.booking-confirmed"],
      },
      "booking.cancelled": { within: [() => Promise.reject(new AppError("booking.dates_unavailable"))] },
      "booking.expired": { after: ["mail.booking-expired"] },
    },
  });
});
afterAll(() => rig.close());

const traces = ["note", "audit", "event", "pgboss.job", "idempotency"];

/** How many rows of each kind a piece of work leaves behind. */
async function left(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await Promise.all(traces.map(rig.count));
  await work();
  const after = await Promise.all(traces.map(rig.count));
  return Object.fromEntries(traces.map((table, at) => [table, (after[at] ?? 0) - (before[at] ?? 0)]));
}

test("a command leaves its row, its audit entry, its events, the jobs that follow and its answer together", async () => {
  const rows = await left(() => rig.execute(addNote, { text: "a" }, { key: "k-1" }));
  // The reaction emits an event of its own; each of the two feeds a queue, beside the job that the command enqueued.
  expect(rows).toEqual({ note: 1, audit: 1, event: 2, "pgboss.job": 3, idempotency: 1 });
});

test.each([
  ["run", /dates/i],
  ["output", /does not fit its schema/],
  ["reaction", /dates/i],
  ["commit", /ledger|zero|balance/i],
])(
  "a command that fails in its %s leaves nothing: no row, audit entry, event, job or key",
  async (failing, message) => {
    const rows = await left(async () => {
      await expect(rig.execute(addNote, { text: "a", failing }, { key: `k-${failing}` })).rejects.toThrow(message);
    });
    expect(rows).toEqual({ note: 0, audit: 0, event: 0, "pgboss.job": 0, idempotency: 0 });
  },
);

test("an answer has what its schema names and nothing else", async () => {
  const { output } = await rig.execute(addNote, { text: "a" });
  expect(output).toEqual({ id: expect.any(String), text: "a" });
});

test("input is parsed before anything else happens", async () => {
  const rows = await left(async () => {
    const refusal = { code: "request.invalid", issues: [{ pointer: "/role" }] };
    await expect(rig.execute(addNote, { text: "a", role: "admin" })).rejects.toMatchObject(refusal);
  });
  expect(rows["audit"]).toBe(0);
});

test("an audit entry says who, what and on which thing: the one that was made, else the one that was loaded", async () => {
  const actor = { kind: "user", userId: newId(), roles: [], emailVerified: true, sessionId: newId() } as const;
  const subject = { id: newId() };
  const act = command({ ...addNote, name: "tests.act", load: async () => subject, may: signedIn });
  const { output } = await rig.execute(act, { text: "a" }, { actor });
  const silent = command({ ...act, name: "tests.silent", output: z.void(), run: async () => undefined });
  const call = { actor, key: newId() };
  const said = [await rig.execute(silent, { text: "a" }, call), await rig.execute(silent, { text: "a" }, call)];
  expect(said).toEqual([
    { output: undefined, replayed: false },
    { output: undefined, replayed: true },
  ]);
  const { rows } = await rig.pool.query(
    "select action, actor_id, subject from audit where action in ('tests.act', 'tests.silent') order by id",
  );
  expect(rows).toMatchObject([
    { action: "tests.act", subject: Object(output).id },
    { action: "tests.silent", actor_id: actor.userId, subject: subject.id },
  ]);
});

const guest: Actor = { kind: "user", userId: newId(), roles: ["guest"], emailVerified: true, sessionId: newId() };

test.each<[Verdict, Actor | null, string]>([
  ["hidden", guest, "not_found"],
  ["forbidden", guest, "permission.denied"],
  ["sign-in", null, "auth.required"],
  ["sign-in", guest, "permission.denied"],
  [new AppError("booking.own_listing"), guest, "booking.own_listing"],
])("the verdict %s is answered, for commands and queries alike", async (verdict, actor, code) => {
  const may = () => verdict;
  const ask = query({
    name: "tests.ask",
    summary: "",
    input: z.object({}),
    output: z.object({}),
    may,
    run: async () => ({}),
  });
  const rows = await left(async () => {
    await expect(rig.execute(command({ ...addNote, may }), { text: "a" }, { actor })).rejects.toMatchObject({ code });
    await expect(rig.execute(ask, {}, { actor })).rejects.toMatchObject({ code });
  });
  expect(Object.values(rows)).toEqual([0, 0, 0, 0, 0]);
});

test("a command that lost a deadlock is run again, and its caller never hears of it", async () => {
  let tries = 0;
  const unlucky = command({
    ...addNote,
    name: "tests.unlucky",
    async run(scope, input, subject) {
      tries += 1;
      if (tries < 3)
        await scope.sql.run("test_deadlock", "do $$ begin raise exception using errcode = '40P01'; end $$");
      return addNote.run(scope, input, subject);
    },
  });
  expect(await left(() => rig.execute(unlucky, { text: "a" }))).toMatchObject({ note: 1, audit: 1 });
  expect(tries).toBe(3);
});

test("an action that needs a key is refused without one, except to Roost itself", async () => {
  const keyed = command({ ...addNote, name: "tests.keyed", key: "required" });
  await expect(rig.execute(keyed, { text: "a" })).rejects.toMatchObject({ code: "idempotency.required" });
  await rig.execute(keyed, { text: "a" }, { actor: { kind: "system" } });
});

test("what is peeked at is judged as if it were loaded; to a repetition its refusal means nothing", async () => {
  const peeking = command({
    ...addNote,
    name: "tests.peeking",
    peek: async ({ sql }) => sql.one<{ notes: number }>("test_peek", "select count(*)::int as notes from note"),
    may: (_actor, seen) => (seen !== undefined && seen.notes >= 0 ? true : "hidden"),
    run: (scope, input) => addNote.run(scope, input, undefined),
  });
  const broken = command({ ...peeking, peek: () => Promise.reject(new AppError("booking.dates_unavailable")) });
  const first = await rig.execute(peeking, { text: "a" }, { key: "k-peek" });
  const rows = await left(async () => {
    expect(await rig.execute(broken, { text: "a" }, { key: "k-peek" })).toEqual({ ...first, replayed: true });
    await expect(rig.execute(broken, { text: "a" }, { key: "k-peek-2" })).rejects.toThrow(/dates/i);
  });
  expect(Object.values(rows)).toEqual([0, 0, 0, 0, 0]);
});
