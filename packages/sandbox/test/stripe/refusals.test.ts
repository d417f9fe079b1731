import { expect, test } from "vitest";
import { cardPayment, caught, clientOf, errorOf, idOf, openSandbox, paidBy, postForm, send } from "./harness.ts";

test("a wrong key and a missing one are unauthorized", async () => {
  const { sandbox } = await openSandbox();
  const wrong = await caught(clientOf(sandbox, "sk_test_wrong_key").paymentIntents.list());
  expect(wrong).toMatchObject({ type: "StripeAuthenticationError", statusCode: 401 });
  expect(wrong.message).not.toContain("sk_test_wrong_key");
  const missing = await send(sandbox, "/v1/events", { headers: { authorization: "" } });
  expect(missing).toMatchObject({ status: 401, body: { error: { type: "invalid_request_error" } } });
  const basic = `Basic ${Buffer.from("sk_test_sandbox:").toString("base64")}`;
  expect(await send(sandbox, "/v1/events", { headers: { authorization: basic } })).toMatchObject({ status: 200 });
});

test.each([
  ["amount=12500&currency=nok&colour=red", "parameter_unknown", "colour"],
  [
    "amount=12500&currency=nok&automatic_payment_methods[on]=true",
    "parameter_unknown",
    "automatic_payment_methods[on]",
  ],
  ["currency=nok", "parameter_missing", "amount"],
  ["amount=12500", "parameter_missing", "currency"],
  [
    "amount=12500&currency=nok&automatic_payment_methods[allow_redirects]=never",
    "parameter_missing",
    "automatic_payment_methods[enabled]",
  ],
  ["amount=125.00&currency=nok", "parameter_invalid_integer", "amount"],
  ["amount=0&currency=nok", "parameter_invalid_integer", "amount"],
  ["amount=-500&currency=nok", "parameter_invalid_integer", "amount"],
  ["amount=299&currency=nok", "amount_too_small", "amount"],
  ["amount=49&currency=eur", "amount_too_small", "amount"],
  ["amount=49&currency=jpy", "amount_too_small", "amount"],
  ["amount=17499&currency=huf", "amount_too_small", "amount"],
  ["amount=1000000000000&currency=nok", "amount_too_large", "amount"],
  ["amount=10001&currency=isk", undefined, "amount"],
  ["amount=50050&currency=ugx", undefined, "amount"],
  ["amount=5124&currency=kwd", undefined, "amount"],
  ["amount=12500&currency=", "parameter_invalid_empty", "currency"],
  ["amount=12500&currency=xxx", undefined, "currency"],
  ["amount=12500&currency=NOK", undefined, "currency"],
  ["amount=12500&amount=12500&currency=nok", undefined, "amount"],
  ["amount=12500&currency=nok&metadata=text", undefined, "metadata"],
  ["amount=12500&currency=nok&metadata[a][b]=text", undefined, "metadata[a]"],
  ["amount=12500&currency=nok&confirm=yes", undefined, "confirm"],
  ["amount=12500&currency=nok&confirm=true", "parameter_missing", "payment_method"],
  ["amount=12500&currency=nok&capture_method=later", undefined, "capture_method"],
  ["amount=12500&currency=nok&payment_method=pm_card_unheard_of", "resource_missing", "payment_method"],
  ["amount=12500&currency=nok&return_url=https://roost.example/", undefined, "return_url"],
  ["amount=12500&currency=nok&receipt_email=nobody", "email_invalid", "receipt_email"],
  ["amount=12500&currency=nok&payment_method_types[]=wire", "payment_intent_invalid_parameter", "payment_method_types"],
  ["amount=12500&currency=nok&expand[]=colour", undefined, "expand"],
])("refuses %s", async (form, code, param) => {
  const { sandbox, stripe } = await openSandbox();
  const answer = await send(sandbox, "/v1/payment_intents", postForm(form));
  expect([400, 404]).toContain(answer.status);
  const error = errorOf(answer);
  expect([error["type"], error["code"], error["param"]]).toEqual(["invalid_request_error", code, param]);
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
  expect((await stripe.events.list()).data).toEqual([]);
});

test.each([
  ["jpy", 50],
  ["clp", 1],
  ["gbp", 30],
  ["isk", 500],
  ["ugx", 500],
  ["kwd", 5_120],
  ["huf", 17_501],
  ["twd", 80_045],
  ["idr", 999_999_999_999],
])("takes %s %i", async (currency, amount) => {
  const { stripe } = await openSandbox();
  expect(await stripe.paymentIntents.create({ amount, currency })).toMatchObject({ amount });
});

test("parts of a payment are counted as the whole is", async () => {
  const { stripe } = await openSandbox();
  const paid = { ...paidBy("pm_card_visa"), amount: 10_000 };
  const shares = await stripe.paymentIntents.create({ ...paid, currency: "isk" });
  expect(await caught(stripe.refunds.create({ payment_intent: shares.id, amount: 150 }))).toMatchObject({
    statusCode: 400,
    param: "amount",
  });
  expect(await stripe.refunds.create({ payment_intent: shares.id, amount: 200 })).toMatchObject({ amount: 200 });
  const dinars = await stripe.paymentIntents.create({ ...paid, currency: "kwd", capture_method: "manual" });
  const odd = stripe.paymentIntents.capture(dinars.id, { amount_to_capture: 5_005 });
  expect(await caught(odd)).toMatchObject({ statusCode: 400, param: "amount_to_capture" });
  expect(await stripe.paymentIntents.capture(dinars.id, { amount_to_capture: 5_000 })).toMatchObject({
    amount_received: 5_000,
  });
});

test("objects that are not there are missing", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  for (const missing of [
    stripe.paymentIntents.retrieve("pi_none"),
    stripe.paymentIntents.retrieve(idOf(intent.latest_charge)),
    stripe.paymentIntents.retrieve(intent.id, { client_secret: "wrong" }),
    stripe.paymentIntents.list({ starting_after: "pi_none" }),
    stripe.charges.retrieve("ch_none"),
    stripe.balanceTransactions.retrieve("txn_none"),
    stripe.refunds.retrieve("re_none"),
    stripe.refunds.retrieve(intent.id),
    stripe.refunds.create({ charge: "ch_none" }),
    stripe.refunds.create({ payment_intent: "pi_none" }),
    stripe.refunds.list({ charge: "ch_*" }),
    stripe.refunds.list({ payment_intent: "pi_none" }),
    stripe.paymentMethods.retrieve("pm_none"),
    stripe.events.retrieve("evt_none"),
  ]) {
    expect(await caught(missing)).toMatchObject({ code: "resource_missing", statusCode: 404 });
  }
});

test("paths and bodies that Stripe does not know are refused in its shape", async () => {
  const { sandbox } = await openSandbox();
  const message: unknown = expect.stringContaining("Unrecognized request URL (GET: /v1/payment_intent)");
  expect(await send(sandbox, "/v1/payment_intent")).toMatchObject({ status: 404, body: { error: { message } } });
  expect(await send(sandbox, "/v1/events", postForm(""))).toMatchObject({ status: 404 });
  expect(await send(sandbox, "/elsewhere")).toMatchObject({ status: 404 });
  const json = { method: "POST", body: JSON.stringify(cardPayment), headers: { "content-type": "application/json" } };
  expect(await send(sandbox, "/v1/payment_intents", json)).toMatchObject({ status: 400 });
  const large = postForm(`description=${"x".repeat(1_100_000)}`);
  expect(await send(sandbox, "/v1/payment_intents", large)).toMatchObject({ status: 413 });
});

test("every answer says which request and which version it is", async () => {
  const { sandbox, stripe } = await openSandbox();
  const made = await stripe.paymentIntents.create(cardPayment);
  expect(made.lastResponse).toMatchObject({ apiVersion: "2026-10-28.endive" });
  expect(made.lastResponse.requestId).toMatch(/^req_\w{14}$/);
  const old = await send(sandbox, "/v1/payment_intents", { headers: { "stripe-version": "2023-08-16" } });
  expect(old.headers.get("stripe-version")).toBe("2023-08-16");
});
