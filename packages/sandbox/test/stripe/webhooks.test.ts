import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stripe } from "stripe";
import { expect, onTestFinished, test } from "vitest";
import {
  cardPayment,
  caught,
  clientOf,
  openReceiver,
  openSandbox,
  paidBy,
  verified,
  verifiedWith,
  WEBHOOK_SECRET,
} from "./harness.ts";

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "stripe.sqlite");
}

const typesOf = (events: readonly Stripe.Event[]) => events.map(({ type }) => type);

test("what happens is recorded as events", async () => {
  const { stripe } = await openSandbox();
  const held = await stripe.paymentIntents.create(
    { ...paidBy("pm_card_visa"), capture_method: "manual" },
    { idempotencyKey: "k1" },
  );
  await stripe.paymentIntents.capture(held.id);
  await caught(stripe.paymentIntents.create(paidBy("pm_card_chargeDeclined")));
  await stripe.paymentIntents.create(paidBy("pm_card_authenticationRequired"));
  const { id } = await stripe.paymentIntents.create(cardPayment);
  await stripe.paymentIntents.cancel(id);
  const { data } = await stripe.events.list({ limit: 100 });
  expect(typesOf(data).toReversed()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.amount_capturable_updated",
    "charge.captured",
    "payment_intent.succeeded",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "payment_intent.created",
    "payment_intent.requires_action",
    "payment_intent.created",
    "payment_intent.canceled",
  ]);
  const first = data.at(-1);
  expect(first).toMatchObject({
    object: "event",
    api_version: "2026-10-28.endive",
    livemode: false,
    pending_webhooks: 0,
    data: { object: { id: held.id, status: "requires_confirmation" } },
    request: { id: held.lastResponse.requestId, idempotency_key: "k1" },
  });
  expect(await stripe.events.retrieve(String(first?.id))).toEqual(first);
  const one = await stripe.events.list({ type: "payment_intent.canceled" });
  expect(one.data).toMatchObject([{ data: { object: { id, status: "canceled" } } }]);
  const rest = await stripe.events.list({ starting_after: String(data.at(-3)?.id) });
  expect(typesOf(rest.data)).toEqual(["charge.succeeded", "payment_intent.created"]);
  expect(typesOf((await stripe.events.list({ type: "charge.*" })).data)).toHaveLength(3);
  expect((await stripe.events.list({ created: { gt: Math.floor(Date.now() / 1000) + 60 } })).data).toEqual([]);
});

test("events are posted, signed, and retried with the same id until they are taken", async () => {
  const receiver = await openReceiver((count) => [500, 302][count - 1] ?? 200);
  const webhook = { url: receiver.url, secret: WEBHOOK_SECRET };
  const { stripe } = await openSandbox({ webhook, retryDelaysMs: [20, 1_100] });
  const { id } = await stripe.paymentIntents.create(cardPayment);
  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(3);
  const events = receiver.received.map(verified);
  expect(new Set(events.map((event) => event.id)).size).toBe(1);
  expect(events[0]).toMatchObject({ type: "payment_intent.created", pending_webhooks: 1, data: { object: { id } } });
  const signatures = receiver.received.map(({ headers }) => headers["stripe-signature"]);
  expect(signatures[2]).not.toBe(signatures[0]);
  await expect.poll(async () => (await stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
});

test("an event that nobody takes is given up after the last retry", async () => {
  const receiver = await openReceiver(() => 500);
  const { sandbox, stripe } = await openSandbox({ retryDelaysMs: [10, 10] });
  await stripe.paymentIntents.create(cardPayment);
  sandbox.setWebhook({ url: receiver.url, secret: WEBHOOK_SECRET });
  const { id } = await stripe.paymentIntents.create(cardPayment);
  await expect.poll(() => receiver.received.length).toBe(3);
  await expect.poll(async () => (await stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
  expect(receiver.received.map((each) => verified(each).data.object)).toMatchObject([{ id }, { id }, { id }]);
});

test("a slow endpoint delays neither the answer nor the end", async () => {
  const silent = await openReceiver(() => 0);
  const { sandbox, stripe } = await openSandbox({ webhook: { url: silent.url, secret: WEBHOOK_SECRET } });
  await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  await expect.poll(() => silent.received.length).toBe(3);
  expect(await stripe.paymentIntents.create(cardPayment)).toMatchObject({ status: "requires_payment_method" });
  const started = performance.now();
  await sandbox.close();
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("payments, kept answers and undelivered events outlive a killed process", async () => {
  const file = await temporaryFile();
  const dead = await openReceiver(() => 503);
  const script = new URL("run-sandbox.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file, dead.url], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [output]: unknown[] = await once(child.stdout, "data");
  const killed = clientOf({ port: Number(String(output)) });
  const paid = await killed.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey: "k1" });
  await expect.poll(() => dead.received.length).toBe(3);
  const late = await killed.paymentIntents.create(cardPayment);
  child.kill("SIGKILL");
  await once(child, "exit");

  const receiver = await openReceiver();
  const { stripe } = await openSandbox({ file, webhook: { url: receiver.url, secret: WEBHOOK_SECRET } });
  const again = await stripe.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey: "k1" });
  expect(again).toEqual(paid);
  expect(await stripe.paymentIntents.retrieve(late.id)).toEqual(late);
  await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(1);
  expect(typesOf((await stripe.events.list()).data)).toHaveLength(4);
});

test("events that wait for a retry go on after a restart", async () => {
  const file = await temporaryFile();
  const dead = await openReceiver(() => 503);
  const first = await openSandbox({ file, webhook: { url: dead.url, secret: WEBHOOK_SECRET }, retryDelaysMs: [300] });
  const { id } = await first.stripe.paymentIntents.create(paidBy("pm_card_visa"));
  await expect.poll(() => dead.received.length).toBe(3);
  await first.sandbox.close();

  const receiver = await openReceiver();
  const webhook = { url: receiver.url, secret: WEBHOOK_SECRET };
  await openSandbox({ file, webhook });
  await expect.poll(() => receiver.received.length, { timeout: 3_000 }).toBe(3);
  const ids = (received: typeof dead.received) => received.map((each) => verified(each).id).toSorted();
  expect(ids(receiver.received)).toEqual(ids(dead.received));
  expect(receiver.received.map((each) => verified(each).data.object)).toContainEqual(expect.objectContaining({ id }));
});

test("events of connected accounts go to an endpoint of their own, where there is one", async () => {
  const [own, connected] = [await openReceiver(), await openReceiver()];
  const { sandbox, stripe } = await openSandbox({
    webhook: { url: own.url, secret: WEBHOOK_SECRET },
    connectWebhook: { url: connected.url, secret: "whsec_connect" },
  });
  const intent = await stripe.paymentIntents.create(cardPayment);
  const account = await stripe.accounts.create({ type: "express", country: "NO" });
  await stripe.accounts.update(account.id, { metadata: { host: "h1" } });
  await expect.poll(() => connected.received.length).toBeGreaterThanOrEqual(1);
  await expect.poll(() => own.received.length).toBe(1);
  expect(own.received.map(verified)).toMatchObject([{ data: { object: { id: intent.id } } }]);
  const accounts = connected.received.map((each) => verifiedWith("whsec_connect", each).account);
  expect(new Set(accounts)).toEqual(new Set([account.id]));
  sandbox.setConnectWebhook({ url: own.url, secret: WEBHOOK_SECRET });
  const before = own.received.length;
  await stripe.accounts.update(account.id, { metadata: { host: "h2" } });
  await expect.poll(() => own.received.length).toBeGreaterThan(before);
});
