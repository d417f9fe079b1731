import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startEngine, type TestEngine } from "../../test/engine.ts";
import { command } from "./action.ts";
import { AppError } from "./errors.ts";
import { installJobs, type Queue, startWorker, type Worker } from "./jobs.ts";
import { createLog } from "./log.ts";

const log = createLog({ level: "silent" });
const queue = "mail.verify-email";

const enqueue = command({
  name: "tests.enqueue",
  summary: "Enqueues a job, and may think better of it.",
  input: z.strictObject({ n: z.int(), refusing: z.boolean() }),
  output: z.object({}),
  may: () => true,
  async run(scope, { n, refusing }) {
    scope.enqueue(queue, { n });
    if (refusing) throw new AppError("not_found");
    return {};
  },
});

let rig: TestEngine;
let worker: Worker | undefined;
beforeAll(async () => {
  rig = await startEngine();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => rig.close());

const work = async (queues: readonly Queue[]) => {
  worker = await startWorker({ url: rig.database.url, log, queues });
};
const jobs = async (state: string) =>
  (await rig.sql.all("test_jobs", "select from pgboss.job where state::text = $1", [state])).length;

test("a job exists if and only if its transaction committed, and each is handled", async () => {
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.allSettled(numbers.map((n) => rig.execute(enqueue, { n, refusing: n % 3 === 0 })));
  const kept = numbers.filter((n) => n % 3 !== 0);
  expect(await rig.count("pgboss.job")).toBe(kept.length);

  const handled: unknown[] = [];
  await work([{ name: queue, handle: async (data) => void handled.push(Reflect.get(data, "n")) }]);
  await expect.poll(() => handled.length, { timeout: 10_000 }).toBe(kept.length);
  expect(handled.toSorted((a, b) => Number(a) - Number(b))).toEqual(kept);
  await expect.poll(() => jobs("completed"), { timeout: 5000 }).toBe(kept.length);
});

test("a job that fails is tried again; the others of its batch are done", async () => {
  const seen: unknown[] = [];
  await rig.execute(enqueue, { n: 1, refusing: false });
  await rig.execute(enqueue, { n: 2, refusing: false });
  await work([
    {
      name: queue,
      async handle(data) {
        seen.push(Reflect.get(data, "n"));
        if (Reflect.get(data, "n") === 1 && seen.filter((n) => n === 1).length === 1) throw new Error("not yet");
      },
    },
  ]);
  await expect.poll(() => seen.filter((n) => n === 1).length, { timeout: 15_000 }).toBe(2);
  expect(seen.filter((n) => n === 2)).toHaveLength(1);
});

test("a worker lets a running job end before it stops", async () => {
  const inside = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let done = false;
  await rig.execute(enqueue, { n: 3, refusing: false });
  await work([
    {
      name: queue,
      async handle() {
        inside.resolve();
        await go.promise;
        done = true;
      },
    },
  ]);
  await inside.promise;
  const stopping = worker?.stop();
  go.resolve();
  await stopping;
  worker = undefined;
  expect(done).toBe(true);
});

test("a worker for a queue that does not exist refuses to start, and names it and the remedy", async () => {
  const unknown = startWorker({
    url: rig.database.url,
    log,
    queues: [{ name: "mail.nowhere", handle: async () => {} }],
  });
  await expect(unknown).rejects.toThrow(/mail\.nowhere.*pnpm migrate deploy/);
});

test("installing twice changes nothing, and the server's role may not", async () => {
  const queues = () => rig.sql.all("test_queues", "select name, policy, retry_limit from pgboss.queue order by name");
  const before = await queues();
  await installJobs({ url: rig.database.ownerUrl, log, queues: [queue] });
  expect(await queues()).toEqual(before);
  await expect(rig.pool.query("drop table pgboss.job")).rejects.toMatchObject({ code: "42501" });
});
