import { randomUUID } from "node:crypto";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { booked, bookingOf, home, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { send } from "../http.ts";
import { environmentOf, isAlive, run, startServer } from "../program.ts";

let app: TestApp;
let gate: Gate;

beforeAll(async () => {
  app = await startTestApp();
  gate = await openGate();
  gate.to(app.stripe.port);
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await gate.close();
  await app.close();
});

test("SIGTERM lets a request that is under way end with its answer, then the server ends with 0", async () => {
  const guest = await person(app);
  const listing = await home(app, await person(app, "host"));
  const { id: bookingId } = await booked(app, guest, { listing, dates: stay(30) });
  const server = await startServer({ ...environmentOf(app), STRIPE_API_BASE: gate.url });
  gate.hold("answers");
  const body = { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" };
  const underWay = send(server.rest, "POST /payments", { token: guest.token, key: randomUUID(), body });
  await until("the payment to be at Stripe", async () =>
    app.app.sql.one("test_call", "select id from provider_call where status = 'running'"),
  );
  server.kill("SIGTERM");
  await until("the server to take no more connections", async () => {
    const answer = await fetch(`${server.origin}/livez`, { headers: { connection: "close" } }).catch(() => undefined);
    return answer?.ok ? undefined : true;
  });
  expect(server.child.exitCode).toBeNull();
  gate.open();
  expect((await underWay).status).toBe(201);
  expect(await server.ended).toBe(0);
  expect(await bookingOf(app, guest, bookingId)).toMatchObject({ state: "confirmed" });
});

test("SIGTERM ends the worker with 0", async () => {
  const worker = run("worker", { ...environmentOf(app), LOG_LEVEL: "info" });
  await until("the worker to work", () => (worker.output().includes('"working"') ? true : undefined));
  worker.kill("SIGTERM");
  expect(await worker.ended).toBe(0);
});

test("SIGTERM ends all that npm start began, and a second start finds the data", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roost-start-"));
  try {
    for (const round of [1, 2]) {
      const house = run("start", { ROOST_HOME: folder, PORT: "0" });
      await until(`start ${round} to be ready`, () => (house.output().includes('"ready":true') ? true : undefined));
      const postmasters = await postmastersIn(folder);
      expect(postmasters.map(isAlive)).toEqual([true]);
      house.kill("SIGTERM");
      expect(await house.ended).toBe(0);
      expect(postmasters.map(isAlive)).toEqual([false]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

async function postmastersIn(folder: string): Promise<readonly number[]> {
  const pids = [];
  for await (const file of glob("**/postmaster.pid", { cwd: folder })) {
    const [pid] = (await readFile(join(folder, file), "utf8")).split("\n");
    pids.push(Number(pid));
  }
  return pids;
}
