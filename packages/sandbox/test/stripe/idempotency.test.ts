import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { cardPayment, caught, openSandbox, paidBy, postForm, SECRET_KEY, send } from "./harness.ts";

const idempotencyKey = "booking-b1";

test("the same request is answered as the first time, and done once", async () => {
  const { stripe } = await openSandbox();
  const first = await stripe.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey });
  const second = await stripe.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey });
  expect(second).toEqual(first);
  expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  expect(second.lastResponse.headers).toMatchObject({
    "idempotent-replayed": "true",
    "idempotency-key": idempotencyKey,
    "original-request": first.lastResponse.requestId,
  });
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("fields in another order are the same request", async () => {
  const { sandbox } = await openSandbox();
  const headers = { "idempotency-key": idempotencyKey, "content-type": "application/x-www-form-urlencoded" };
  const post = (body: string) => send(sandbox, "/v1/payment_intents", { method: "POST", body, headers });
  const first = await post("amount=500&currency=usd&metadata[a]=1&metadata[b]=2");
  const second = await post("metadata[b]=2&currency=usd&metadata[a]=1&amount=500");
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
});

test("a decline is kept with its intent; a later try needs another key", async () => {
  const { stripe } = await openSandbox();
  const first = await caught(stripe.paymentIntents.create(paidBy("pm_card_chargeDeclined"), { idempotencyKey }));
  const second = await caught(stripe.paymentIntents.create(paidBy("pm_card_chargeDeclined"), { idempotencyKey }));
  expect(second).toMatchObject({ statusCode: 402, charge: first.charge, headers: { "idempotent-replayed": "true" } });
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("a state error is kept, a refused parameter is not", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create(cardPayment);
  const confirmed = () => caught(stripe.paymentIntents.confirm(id, {}, { idempotencyKey: "confirm" }));
  await confirmed();
  expect(await confirmed()).toMatchObject({ headers: { "idempotent-replayed": "true" } });
  await caught(stripe.paymentIntents.create({ ...cardPayment, amount: 1 }, { idempotencyKey }));
  const corrected = await stripe.paymentIntents.create(cardPayment, { idempotencyKey });
  expect(corrected.status).toBe("requires_payment_method");
});

test("the same key with other parameters or for another operation is refused", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create(cardPayment, { idempotencyKey });
  for (const other of [
    stripe.paymentIntents.create({ ...cardPayment, amount: 9_900 }, { idempotencyKey }),
    stripe.paymentIntents.cancel(id, {}, { idempotencyKey }),
  ]) {
    const error = await caught(other);
    expect(error).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400, rawType: "idempotency_error" });
  }
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: "requires_payment_method" });
});

test("the same key in flight is in use, until the first request is answered or gone", async () => {
  const { sandbox, stripe } = await openSandbox();
  const form = "amount=12500&currency=nok";
  const headers = {
    authorization: `Bearer ${SECRET_KEY}`,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": form.length,
    "idempotency-key": idempotencyKey,
  };
  const open = () => {
    const slow = request(`${sandbox.url}/v1/payment_intents`, { method: "POST", headers });
    slow.on("error", () => undefined);
    slow.write(form.slice(0, 5));
    return slow;
  };
  const slow = open();
  const create = () => stripe.paymentIntents.create({ amount: 12_500, currency: "nok" }, { idempotencyKey });
  await expect.poll(async () => (await caught(create())).code).toBe("idempotency_key_in_use");
  expect(await caught(create())).toMatchObject({ statusCode: 409 });
  slow.end(form.slice(5));
  const [answer]: unknown[] = await once(slow, "response");
  expect(answer).toMatchObject({ statusCode: 200 });
  expect((await create()).lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("a request that breaks off gives its key back", async () => {
  const { sandbox, stripe } = await openSandbox();
  const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-length": 99, "idempotency-key": idempotencyKey };
  const broken = request(`${sandbox.url}/v1/payment_intents`, { method: "POST", headers });
  broken.on("error", () => undefined);
  broken.write("amount=12500");
  const create = () => stripe.paymentIntents.create(cardPayment, { idempotencyKey });
  await expect.poll(async () => (await caught(create())).code).toBe("idempotency_key_in_use");
  broken.destroy();
  await expect.poll(() => create().then(({ status }) => status, String)).toBe("requires_payment_method");
});

test("many at once have one effect", async () => {
  const { stripe } = await openSandbox();
  const tries = Array.from({ length: 20 }, () => stripe.paymentIntents.create(cardPayment, { idempotencyKey }));
  const settled = await Promise.allSettled(tries);
  const made = new Set(settled.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : [])));
  expect(made.size).toBe(1);
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("GETs take no notice of a key, and keys have a length", async () => {
  const { sandbox, stripe } = await openSandbox();
  const headers = { "idempotency-key": idempotencyKey };
  const before = await send(sandbox, "/v1/payment_intents", { headers });
  await stripe.paymentIntents.create(cardPayment, { idempotencyKey });
  const after = await send(sandbox, "/v1/payment_intents", { headers });
  expect(after.body).not.toEqual(before.body);
  const long = { ...postForm("amount=500&currency=usd"), headers: { "idempotency-key": "k".repeat(256) } };
  expect(await send(sandbox, "/v1/payment_intents", long)).toMatchObject({ status: 400 });
});
