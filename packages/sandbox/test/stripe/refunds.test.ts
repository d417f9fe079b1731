import type { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { cardPayment, caught, errorOf, idOf, openSandbox, paidBy, postForm, send } from "./harness.ts";

const held = { ...paidBy("pm_card_visa"), capture_method: "manual" } as const;
const idsOf = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id);

async function chargeOf(stripe: Stripe, intentId: string): Promise<Stripe.Charge> {
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intentId);
  return stripe.charges.retrieve(idOf(charge));
}

test("a payment is refunded whole, and the balance gives up the amount without the fee", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), description: "Booking b1" });
  const refund = await stripe.refunds.create({
    payment_intent: intent.id,
    reason: "requested_by_customer",
    metadata: { booking: "b1", note: "" },
    expand: ["balance_transaction"],
  });
  expect(refund.id).toMatch(/^re_\w{24}$/);
  expect(refund).toMatchObject({
    object: "refund",
    amount: 12_500,
    charge: intent.latest_charge,
    currency: "nok",
    metadata: { booking: "b1" },
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    reason: "requested_by_customer",
    status: "succeeded",
    balance_transaction: {
      amount: -12_500,
      description: "REFUND FOR CHARGE (Booking b1)",
      fee: 0,
      fee_details: [],
      net: -12_500,
      reporting_category: "refund",
      source: refund.id,
      type: "refund",
    },
  });
  expect(refund.metadata).toEqual({ booking: "b1" });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ id: refund.id, status: "succeeded" });
  expect(await chargeOf(stripe, intent.id)).toMatchObject({ amount_refunded: 12_500, refunded: true });
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
});

test("a charge is refunded in parts, and without an amount for the rest", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), currency: "usd" });
  const charge = idOf(intent.latest_charge);
  expect(await stripe.refunds.create({ charge, amount: 4_000 })).toMatchObject({ amount: 4_000, reason: null });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 4_000, refunded: false });
  const tooMuch = await caught(stripe.refunds.create({ charge, amount: 8_501 }));
  expect(tooMuch).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError", param: "amount" });
  expect(tooMuch.code).toBeUndefined();
  expect(tooMuch.message).toBe("Refund amount ($85.01) is greater than unrefunded amount on charge ($85.00)");
  expect(await stripe.refunds.create({ charge })).toMatchObject({ amount: 8_500 });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 12_500, refunded: true });
  for (const again of [{ charge }, { charge, amount: 1 }, { payment_intent: intent.id }]) {
    expect(await caught(stripe.refunds.create(again))).toMatchObject({
      statusCode: 400,
      code: "charge_already_refunded",
      message: `Charge ${charge} has already been refunded.`,
    });
  }
  expect((await stripe.refunds.list()).data).toHaveLength(2);
});

describe("what is not captured", () => {
  test("is canceled instead of refunded, and stays so once it is let go", async () => {
    const { stripe } = await openSandbox();
    const { id, latest_charge: hold } = await stripe.paymentIntents.create(held);
    const message = `This uncaptured Charge was created by a PaymentIntent (${id}). You must cancel the PaymentIntent`;
    const refuse = async () => {
      for (const named of [{ payment_intent: id }, { charge: idOf(hold) }]) {
        const error = await caught(stripe.refunds.create(named));
        expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
        expect(error.message).toContain(message);
      }
    };
    await refuse();
    expect(await chargeOf(stripe, id)).toMatchObject({ amount_refunded: 0, refunded: false });
    await stripe.paymentIntents.cancel(id);
    await refuse();
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  test("is no part of what can be refunded after a capture of the rest", async () => {
    const { stripe } = await openSandbox();
    const { id } = await stripe.paymentIntents.create(held);
    await stripe.paymentIntents.capture(id, { amount_to_capture: 10_000 });
    const tooMuch = await caught(stripe.refunds.create({ payment_intent: id, amount: 10_001 }));
    expect(tooMuch.message).toContain("(NOK 100.01) is greater than unrefunded amount on charge (NOK 100.00)");
    await stripe.refunds.create({ payment_intent: id, amount: 1_000 });
    expect(await chargeOf(stripe, id)).toMatchObject({ amount_refunded: 3_500, refunded: false });
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 9_000 });
    expect(await chargeOf(stripe, id)).toMatchObject({
      amount_captured: 10_000,
      amount_refunded: 12_500,
      refunded: true,
    });
    const again = await caught(stripe.refunds.create({ payment_intent: id }));
    expect(again).toMatchObject({ code: "charge_already_refunded" });
  });
});

test("a payment that failed or never began has nothing to refund", async () => {
  const { stripe } = await openSandbox();
  const declined = await caught(stripe.paymentIntents.create(paidBy("pm_card_chargeDeclined")));
  const id = String(declined.payment_intent?.id);
  const open = await stripe.paymentIntents.create(cardPayment);
  for (const [intentId, named] of [
    [open.id, { payment_intent: open.id }],
    [id, { payment_intent: id }],
    [id, { charge: String(declined.charge) }],
  ] as const) {
    const message = `This PaymentIntent (${intentId}) does not have a successful charge to refund.`;
    expect(await caught(stripe.refunds.create(named))).toMatchObject({ statusCode: 400, message });
  }
  await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
  expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 12_500 });
});

test.each([
  ["", undefined, undefined],
  ["amount=100", undefined, undefined],
  ["payment_intent=PI&charge=CH", undefined, undefined],
  ["payment_intent=PI&amount=0", "parameter_invalid_integer", "amount"],
  ["payment_intent=PI&amount=-5", "parameter_invalid_integer", "amount"],
  ["payment_intent=PI&amount=1.5", "parameter_invalid_integer", "amount"],
  ["payment_intent=PI&amount=", "parameter_invalid_empty", "amount"],
  ["payment_intent=PI&reason=expired_uncaptured_charge", undefined, "reason"],
  ["payment_intent=PI&reverse_transfer=true", "parameter_unknown", "reverse_transfer"],
  ["payment_intent=PI&metadata=text", undefined, "metadata"],
  ["payment_intent=PI&expand[]=refund", undefined, "expand"],
  ["payment_intent=pi_none", "resource_missing", "payment_intent"],
  ["charge=PI", "resource_missing", "id"],
])("refuses %s, without a trace", async (form, code, param) => {
  const { sandbox, stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const before = (await stripe.events.list()).data.length;
  const filled = form.replace("PI", intent.id).replace("CH", idOf(intent.latest_charge));
  const answer = await send(sandbox, "/v1/refunds", postForm(filled));
  expect([400, 404]).toContain(answer.status);
  const error = errorOf(answer);
  expect([error["type"], error["code"], error["param"]]).toEqual(["invalid_request_error", code, param]);
  expect((await stripe.refunds.list()).data).toEqual([]);
  expect((await stripe.events.list()).data).toHaveLength(before);
  expect(await chargeOf(stripe, intent.id)).toMatchObject({ amount_refunded: 0, refunded: false });
});

test("refunds are listed newest first, by intent, by charge and page by page", async () => {
  const { stripe } = await openSandbox();
  const first = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const second = await stripe.paymentIntents.create(paidBy("pm_card_mastercard"));
  const made: string[] = [];
  for (const { id } of [first, second, first]) {
    made.unshift((await stripe.refunds.create({ payment_intent: id, amount: 100 })).id);
  }
  const [newest, other, oldest] = made;
  expect(await stripe.refunds.list({ limit: 2 })).toMatchObject({ has_more: true, url: "/v1/refunds" });
  const all: string[] = [];
  for await (const { id } of stripe.refunds.list({ limit: 1 })) all.push(id);
  expect(all).toEqual(made);
  expect(idsOf((await stripe.refunds.list({ payment_intent: first.id })).data)).toEqual([newest, oldest]);
  const charge = idOf(second.latest_charge);
  expect(idsOf((await stripe.refunds.list({ charge })).data)).toEqual([other]);
  expect((await stripe.refunds.list({ charge, payment_intent: first.id })).data).toEqual([]);
  const page = await stripe.refunds.list({ payment_intent: first.id, starting_after: String(newest) });
  expect(page).toMatchObject({ data: [{ id: oldest }], has_more: false });
});

test("a refund is recorded as created, and its charge as refunded", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const refund = await stripe.refunds.create({ payment_intent: id, amount: 400 }, { idempotencyKey: "k1" });
  const { data } = await stripe.events.list({ limit: 2 });
  const request = { id: refund.lastResponse.requestId, idempotency_key: "k1" };
  expect(data).toMatchObject([
    {
      type: "charge.refunded",
      request,
      data: { object: { id: refund.charge, amount_refunded: 400, refunded: false } },
    },
    { type: "refund.created", request, data: { object: { id: refund.id, balance_transaction: expect.any(String) } } },
  ]);
});

test("the same key refunds once, and keeps the answer of a refund that was refused", async () => {
  const { stripe } = await openSandbox();
  const { id: payment_intent } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const refund = () => stripe.refunds.create({ payment_intent, amount: 5_000 }, { idempotencyKey: "refund" });
  const made = await refund();
  const again = await refund();
  expect(again).toEqual(made);
  expect(again.lastResponse.headers).toMatchObject({ "idempotent-replayed": "true" });
  expect(await chargeOf(stripe, payment_intent)).toMatchObject({ amount_refunded: 5_000 });
  const other = stripe.refunds.create({ payment_intent, amount: 5_001 }, { idempotencyKey: "refund" });
  expect(await caught(other)).toMatchObject({ type: "StripeIdempotencyError" });
  const tooMuch = () => caught(stripe.refunds.create({ payment_intent, amount: 9_000 }, { idempotencyKey: "more" }));
  await tooMuch();
  expect(await tooMuch()).toMatchObject({ param: "amount", headers: { "idempotent-replayed": "true" } });
});

test("many refunds at once never give back more than was paid", async () => {
  const { stripe } = await openSandbox();
  const { id: payment_intent } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const tries = Array.from({ length: 10 }, () => stripe.refunds.create({ payment_intent, amount: 3_000 }));
  const settled = await Promise.allSettled(tries);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  expect(await chargeOf(stripe, payment_intent)).toMatchObject({ amount_refunded: 12_000, refunded: false });
});
