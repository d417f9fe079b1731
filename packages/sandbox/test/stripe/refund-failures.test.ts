import { expect, test } from "vitest";
import { idOf, openSandbox, paidBy } from "./harness.ts";

test("a refund that fails has succeeded before, and gives the money back to the balance", async () => {
  const { stripe } = await openSandbox({ laterMs: 20 });
  const intent = await stripe.paymentIntents.create({ ...paidBy("pm_card_refundFail"), description: "Booking b1" });
  const made = await stripe.refunds.create({ payment_intent: intent.id, amount: 4_000 });
  expect(made).toMatchObject({ status: "succeeded" });
  expect(made.failure_reason).toBeUndefined();
  await expect.poll(async () => (await stripe.refunds.retrieve(made.id)).status).toBe("failed");
  const failed = await stripe.refunds.retrieve(made.id, { expand: ["failure_balance_transaction"] });
  expect(failed).toMatchObject({
    failure_reason: "expired_or_canceled_card",
    balance_transaction: made.balance_transaction,
    failure_balance_transaction: {
      amount: 4_000,
      description: "REFUND FAILURE FOR CHARGE (Booking b1)",
      fee: 0,
      net: 4_000,
      reporting_category: "refund_failure",
      source: made.id,
      type: "refund_failure",
    },
  });
  const charge = await stripe.charges.retrieve(idOf(intent.latest_charge));
  expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
  const net = (await stripe.balanceTransactions.list({ source: made.id })).data.reduce((sum, { net }) => sum + net, 0);
  expect(net).toBe(0);
  const { data } = await stripe.events.list({ limit: 4 });
  expect(data.map(({ type }) => type)).toEqual([
    "refund.failed",
    "charge.refund.updated",
    "refund.updated",
    "charge.updated",
  ]);
  expect(data[0]).toMatchObject({ data: { object: { id: made.id, status: "failed" } }, request: { id: null } });
});

test("what failed to be refunded can be refunded again", async () => {
  const { stripe } = await openSandbox({ laterMs: 0 });
  const { id } = await stripe.paymentIntents.create(paidBy("pm_card_refundFail"));
  const statuses = async () => (await stripe.refunds.list({ payment_intent: id })).data.map(({ status }) => status);
  await stripe.refunds.create({ payment_intent: id });
  await expect.poll(statuses).toEqual(["failed"]);
  expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 12_500 });
  await expect.poll(statuses).toEqual(["failed", "failed"]);
});

test("a pending refund is taken from the balance at once, and succeeds later", async () => {
  const { stripe } = await openSandbox({ laterMs: 20 });
  const intent = await stripe.paymentIntents.create(paidBy("pm_card_pendingRefund"));
  const made = await stripe.refunds.create({ payment_intent: intent.id, expand: ["balance_transaction"] });
  expect(made).toMatchObject({
    status: "pending",
    pending_reason: "processing",
    balance_transaction: { net: -12_500, type: "refund" },
  });
  expect(await stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({ refunded: true });
  await expect.poll(async () => (await stripe.refunds.retrieve(made.id)).status).toBe("succeeded");
  expect((await stripe.refunds.retrieve(made.id)).pending_reason).toBeUndefined();
  const { data } = await stripe.events.list({ limit: 2 });
  expect(data.map(({ type }) => type)).toEqual(["charge.refund.updated", "refund.updated"]);
});
