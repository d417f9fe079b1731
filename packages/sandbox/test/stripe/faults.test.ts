import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { operationName } from "../../src/stripe/faults/operation-name.ts";
import { operations } from "../../src/stripe/operations.ts";
import { cardPayment, caught, openSandbox, paidBy, SECRET_KEY, tell } from "./harness.ts";

const idempotencyKey = "booking-b1";
/** The SDK repeats a request whose connection broke once by itself, whatever it is told about retries. */
const asOftenAsTheSdkTries = { times: 2 };

async function openFaulty(fault: Readonly<Record<string, unknown>>) {
  const { sandbox, stripe } = await openSandbox();
  expect(await tell(sandbox, "POST /test/faults", fault)).toMatchObject({ status: 200 });
  const pay = (card = "pm_card_visa") => stripe.paymentIntents.create(paidBy(card), { idempotencyKey });
  const charges = async () => (await stripe.paymentIntents.list()).data.length;
  return { sandbox, stripe, pay, charges };
}

describe("a planned fault", () => {
  test("that loses the answer has the effect, and the same key gets its answer", async () => {
    const { pay, charges } = await openFaulty({ kind: "timeoutAfterEffect", holdMs: 30, ...asOftenAsTheSdkTries });
    expect(await caught(pay())).toMatchObject({ type: "StripeConnectionError" });
    expect(await charges()).toBe(1);
    const again = await pay();
    expect(again).toMatchObject({ status: "succeeded" });
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(await charges()).toBe(1);
  });

  test("that loses the answer gives the key back before the client gives up", async () => {
    const { pay } = await openFaulty({ kind: "timeoutAfterEffect", holdMs: 60_000 });
    const lost = caught(pay());
    await expect.poll(async () => (await pay().catch(() => undefined))?.status).toBe("succeeded");
    const waits = await Promise.race([lost, Promise.resolve("waits")]);
    expect(waits).toBe("waits");
  });

  test("that loses the answer of a repetition loses the kept one, too", async () => {
    const { pay, charges } = await openFaulty({ kind: "timeoutAfterEffect", times: 4, holdMs: 10 });
    for (const _ of [1, 2]) expect(await caught(pay())).toMatchObject({ type: "StripeConnectionError" });
    expect(await pay()).toMatchObject({ status: "succeeded" });
    expect(await charges()).toBe(1);
  });

  test("that breaks the connection has no effect", async () => {
    const { pay, charges } = await openFaulty({ kind: "connectionReset", ...asOftenAsTheSdkTries });
    expect(await caught(pay())).toMatchObject({ type: "StripeConnectionError" });
    expect(await charges()).toBe(0);
    expect((await pay()).lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  });

  test("that limits the rate answers 429, and the same key works afterwards", async () => {
    const { pay, charges } = await openFaulty({ kind: "rateLimit" });
    expect(await caught(pay())).toMatchObject({ type: "StripeRateLimitError", statusCode: 429, code: "rate_limit" });
    expect(await charges()).toBe(0);
    expect(await pay()).toMatchObject({ status: "succeeded" });
  });

  test("of the server before it began is not kept under the key", async () => {
    const { pay, charges } = await openFaulty({ kind: "serverError" });
    expect(await caught(pay())).toMatchObject({ type: "StripeAPIError", statusCode: 500 });
    expect(await charges()).toBe(0);
    expect(await pay()).toMatchObject({ status: "succeeded" });
  });

  test.each([
    ["serverErrorKept", 0],
    ["serverErrorAfterEffect", 1],
  ])("%s is kept under the key, and %i payments were made", async (kind, made) => {
    const { stripe, pay, charges } = await openFaulty({ kind });
    for (const isReplayed of [undefined, "true"]) {
      const error = await caught(pay());
      const headers = { "idempotency-key": idempotencyKey, "stripe-should-retry": "false" };
      expect(error).toMatchObject({ statusCode: 500, headers });
      expect(error.headers?.["idempotent-replayed"]).toBe(isReplayed);
    }
    expect(await charges()).toBe(made);
    expect((await stripe.events.list({ type: "payment_intent.succeeded" })).data).toHaveLength(made);
    await stripe.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey: "another" });
    expect(await charges()).toBe(made + 1);
  });

  test("that is slow is done after the client has given up", async () => {
    const { sandbox, stripe, charges } = await openFaulty({ kind: "slow", holdMs: 150 });
    const options = { host: "127.0.0.1", port: sandbox.port, protocol: "http", maxNetworkRetries: 0 } as const;
    const hasty = new Stripe(SECRET_KEY, { ...options, timeout: 30 });
    const early = caught(hasty.paymentIntents.create(cardPayment, { idempotencyKey }));
    expect(await early).toMatchObject({ type: "StripeConnectionError" });
    const meanwhile = caught(stripe.paymentIntents.create(cardPayment, { idempotencyKey }));
    expect(await meanwhile).toMatchObject({ code: "idempotency_key_in_use" });
    await expect.poll(charges).toBe(1);
  });
});

describe("which requests go wrong", () => {
  test("is told by the operation, and how many", async () => {
    const { stripe, pay } = await openFaulty({ kind: "serverError", operation: "refunds.create", times: 2 });
    const { id } = await pay();
    for (const _ of [1, 2]) {
      expect(await caught(stripe.refunds.create({ payment_intent: id }))).toMatchObject({ statusCode: 500 });
    }
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ status: "succeeded" });
  });

  test("is no GET, unless it is named", async () => {
    const { sandbox, stripe, pay } = await openFaulty({ kind: "rateLimit", times: 1 });
    await stripe.events.list();
    await caught(pay());
    const { id } = await pay();
    await tell(sandbox, "POST /test/faults", { kind: "serverError", operation: "paymentIntents.retrieve" });
    expect(await caught(stripe.paymentIntents.retrieve(id))).toMatchObject({ statusCode: 500 });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ id });
  });

  test("is the same for the same seed", async () => {
    const runOf = async (seed: number) => {
      const { sandbox, stripe } = await openFaulty({ kind: "serverError", probability: 0.4, seed });
      const outcomes: string[] = [];
      for (let count = 0; count < 25; count++) {
        outcomes.push(await stripe.paymentIntents.create(cardPayment).then(String.bind(null, "ok"), () => "500"));
      }
      const { body } = await tell(sandbox, "GET /test/faults");
      const hits = outcomes.filter((outcome) => outcome === "500").length;
      expect(body).toMatchObject({ faults: [{ seen: 25, hits }] });
      return outcomes;
    };
    const first = await runOf(7);
    expect(await runOf(7)).toEqual(first);
    expect(await runOf(8)).not.toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  test("is none any more once the plans are cleared", async () => {
    const { sandbox, pay } = await openFaulty({ kind: "serverError", times: 100 });
    await caught(pay());
    expect(await tell(sandbox, "DELETE /test/faults")).toMatchObject({ body: { faults: [] } });
    expect(await pay()).toMatchObject({ status: "succeeded" });
  });
});

describe("a magic payment method", () => {
  test.each([
    ["pm_sandbox_rateLimited", 429, 1],
    ["pm_sandbox_serverError", 500, 2],
    ["pm_sandbox_connectionReset", undefined, 1],
  ])("%s fails with %s, %i times, and then pays", async (token, statusCode, times) => {
    const { stripe } = await openSandbox();
    const pay = (key: string) => stripe.paymentIntents.create(paidBy(token), { idempotencyKey: key });
    for (const key of ["k1", "k2"]) {
      for (let count = 0; count < times; count++) expect((await caught(pay(key))).statusCode).toBe(statusCode);
      expect(await pay(key)).toMatchObject({ status: "succeeded" });
    }
    expect((await stripe.paymentIntents.list()).data).toHaveLength(2);
  });

  test("can lose the answer of a confirmation", async () => {
    const { sandbox, stripe } = await openSandbox();
    const { id } = await stripe.paymentIntents.create(cardPayment);
    const options = { host: "127.0.0.1", port: sandbox.port, protocol: "http", maxNetworkRetries: 0 } as const;
    const hasty = new Stripe(SECRET_KEY, { ...options, timeout: 200 });
    const confirm = (client: Stripe) =>
      client.paymentIntents.confirm(id, { payment_method: "pm_sandbox_timeoutAfterEffect" }, { idempotencyKey });
    expect(await caught(confirm(hasty))).toMatchObject({ type: "StripeConnectionError" });
    expect(await confirm(stripe)).toMatchObject({ status: "succeeded" });
    expect((await stripe.events.list({ type: "charge.succeeded" })).data).toHaveLength(1);
  });

  test("is repeated by the SDK itself", async () => {
    const { sandbox } = await openSandbox();
    const stripe = new Stripe(SECRET_KEY, {
      host: "127.0.0.1",
      port: sandbox.port,
      protocol: "http",
      maxNetworkRetries: 2,
    });
    expect(await stripe.paymentIntents.create(paidBy("pm_sandbox_serverError"))).toMatchObject({ status: "succeeded" });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });
});

test("operations are named as in the SDK, each by its own name", () => {
  const names = operations.map(operationName);
  expect(new Set(names).size).toBe(names.length);
  const { stripe } = { stripe: new Stripe(SECRET_KEY) };
  const known = names.filter((name) => {
    const [resource = "", verb = ""] = name.split(".");
    const found: unknown = Reflect.get(stripe, resource);
    return typeof found === "object" && found !== null && typeof Reflect.get(found, verb) === "function";
  });
  expect(known).toEqual(names);
});
