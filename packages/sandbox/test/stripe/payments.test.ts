import { describe, expect, test } from "vitest";
import { cardPayment, caught, idOf, openSandbox, paidBy } from "./harness.ts";

describe("a card that works", () => {
  test("pays at creation, with the charge and its fee expanded", async () => {
    const { stripe } = await openSandbox();
    const intent = await stripe.paymentIntents.create({
      ...paidBy("pm_card_visa"),
      metadata: { booking: "b1" },
      receipt_email: "guest@example.com",
      transfer_group: "b1",
      expand: ["latest_charge.balance_transaction", "payment_method"],
    });
    expect(intent).toMatchObject({
      object: "payment_intent",
      amount: 12_500,
      amount_received: 12_500,
      amount_capturable: 0,
      currency: "nok",
      livemode: false,
      metadata: { booking: "b1" },
      payment_method: { card: { brand: "visa", last4: "4242" } },
      status: "succeeded",
      latest_charge: {
        object: "charge",
        amount_captured: 12_500,
        captured: true,
        paid: true,
        payment_intent: intent.id,
        balance_transaction: {
          amount: 12_500,
          fee: 393,
          fee_details: [{ amount: 393, type: "stripe_fee" }],
          net: 12_107,
        },
      },
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w{25}$`));
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
  });

  test("pays by a later confirmation", async () => {
    const { stripe } = await openSandbox();
    const intent = await stripe.paymentIntents.create({ amount: 5_000, currency: "eur" });
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      automatic_payment_methods: { enabled: true, allow_redirects: "always" },
    });
    const changed = await stripe.paymentIntents.update(intent.id, {
      amount: 6_000,
      payment_method: "pm_card_mastercard",
    });
    expect(changed).toMatchObject({ amount: 6_000, status: "requires_confirmation" });
    const missing = await caught(stripe.paymentIntents.confirm(intent.id));
    expect(missing.message).toContain("return_url");
    const paid = await stripe.paymentIntents.confirm(intent.id, { return_url: "https://roost.example/back" });
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 6_000 });
    const charge = await stripe.charges.retrieve(idOf(paid.latest_charge));
    expect(charge.payment_method_details).toMatchObject({ card: { brand: "mastercard", last4: "4444" } });
    const transaction = await stripe.balanceTransactions.retrieve(idOf(charge.balance_transaction));
    expect(transaction).toMatchObject({ fee: 204, net: 5_796, source: charge.id });
  });

  test("cannot be used a second time without a customer", async () => {
    const { stripe } = await openSandbox();
    const { payment_method: used } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
    const again = await caught(stripe.paymentIntents.create(paidBy(idOf(used))));
    expect(again).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
    expect(await stripe.paymentMethods.retrieve(idOf(used))).toMatchObject({ type: "card" });
  });
});

test.each([
  ["pm_card_chargeDeclined", "generic_decline"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"],
])("%s is declined, and another card can still pay", async (token, declineCode) => {
  const { stripe } = await openSandbox();
  const error = await caught(stripe.paymentIntents.create(paidBy(token)));
  expect(error).toMatchObject({
    type: "StripeCardError",
    statusCode: 402,
    code: "card_declined",
    decline_code: declineCode,
    payment_intent: {
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { type: "card_error", code: "card_declined", decline_code: declineCode },
    },
    payment_method: { type: "card" },
  });
  const charge = await stripe.charges.retrieve(String(error.charge));
  expect(charge).toMatchObject({ status: "failed", paid: false, failure_code: "card_declined" });
  const id = String(error.payment_intent?.id);
  const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
  expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
});

describe("manual capture", () => {
  const held = { ...paidBy("pm_card_visa"), capture_method: "manual" } as const;

  test("takes all of it", async () => {
    const { stripe } = await openSandbox();
    const intent = await stripe.paymentIntents.create({ ...held, expand: ["latest_charge"] });
    expect(intent).toMatchObject({
      status: "requires_capture",
      amount_capturable: 12_500,
      amount_received: 0,
      latest_charge: { captured: false, balance_transaction: null },
    });
    const captured = await stripe.paymentIntents.capture(intent.id);
    expect(captured).toMatchObject({ status: "succeeded", amount_capturable: 0, amount_received: 12_500 });
  });

  test("takes a part and gives back the rest", async () => {
    const { stripe } = await openSandbox();
    const { id } = await stripe.paymentIntents.create(held);
    const tooMuch = await caught(stripe.paymentIntents.capture(id, { amount_to_capture: 12_501 }));
    expect(tooMuch).toMatchObject({ code: "amount_too_large", param: "amount_to_capture" });
    const captured = await stripe.paymentIntents.capture(id, {
      amount_to_capture: 10_000,
      expand: ["latest_charge.balance_transaction"],
    });
    expect(captured).toMatchObject({
      amount: 12_500,
      amount_received: 10_000,
      status: "succeeded",
      latest_charge: {
        amount: 12_500,
        amount_captured: 10_000,
        amount_refunded: 2_500,
        balance_transaction: { amount: 10_000, fee: 320 },
      },
    });
    const twice = await caught(stripe.paymentIntents.capture(id));
    expect(twice).toMatchObject({ code: "payment_intent_unexpected_state", payment_intent: { id } });
  });

  test("is let go by a cancellation", async () => {
    const { stripe } = await openSandbox();
    const { id, latest_charge: charge } = await stripe.paymentIntents.create(held);
    await stripe.paymentIntents.cancel(id);
    expect(await stripe.charges.retrieve(idOf(charge))).toMatchObject({ refunded: true, amount_refunded: 12_500 });
  });
});

test("a cancellation ends a payment for good", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create(cardPayment);
  const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
  expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
  expect(canceled.canceled_at).toBeTypeOf("number");
  for (const refused of [
    stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }),
    stripe.paymentIntents.capture(id),
    stripe.paymentIntents.cancel(id),
    stripe.paymentIntents.update(id, { amount: 9_900 }),
  ]) {
    expect(await caught(refused)).toMatchObject({
      code: "payment_intent_unexpected_state",
      statusCode: 400,
      payment_intent: { id, status: "canceled" },
    });
  }
});

test("a paid payment can be neither confirmed nor canceled, and one without a card not confirmed", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const bare = await stripe.paymentIntents.create(cardPayment);
  const code = "payment_intent_unexpected_state";
  expect(await caught(stripe.paymentIntents.confirm(id))).toMatchObject({ code });
  expect(await caught(stripe.paymentIntents.cancel(id))).toMatchObject({ code });
  expect(await caught(stripe.paymentIntents.confirm(bare.id))).toMatchObject({ code });
});

test("payments are listed newest first, page by page", async () => {
  const { stripe } = await openSandbox();
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) made.unshift((await stripe.paymentIntents.create(cardPayment)).id);
  const first = await stripe.paymentIntents.list({ limit: 2 });
  expect(first).toMatchObject({ has_more: true, url: "/v1/payment_intents" });
  const all: string[] = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 2 })) all.push(intent.id);
  expect(all).toEqual(made);
  const before = await stripe.paymentIntents.list({ limit: 2, ending_before: made[3] ?? "" });
  expect(before.data.map(({ id }) => id)).toEqual(made.slice(1, 3));
});

test("metadata is merged, and unset by empty values", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create({ ...cardPayment, metadata: { a: "1", b: "2" } });
  const merged = await stripe.paymentIntents.update(id, { metadata: { a: "", c: "3" } });
  expect(merged.metadata).toEqual({ b: "2", c: "3" });
  expect((await stripe.paymentIntents.update(id, { metadata: "" })).metadata).toEqual({});
});
