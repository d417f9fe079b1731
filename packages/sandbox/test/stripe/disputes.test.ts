import type { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { caught, errorOf, idOf, openSandbox, paidBy, postForm, send } from "./harness.ts";

type Statuses = readonly Stripe.Dispute.Status[];

/** A payment that its card disputes, and the dispute once it is there. */
async function openDisputed(card = "pm_card_createDispute", currency = "nok") {
  const { sandbox, stripe } = await openSandbox({ laterMs: 20 });
  const intent = await stripe.paymentIntents.create({ ...paidBy(card), currency });
  const charge = idOf(intent.latest_charge);
  const find = async () => (await stripe.disputes.list({ charge })).data[0];
  await expect.poll(find).toBeDefined();
  const dispute = await find();
  if (!dispute) throw new Error("The dispute is not there");
  const becomes = async (statuses: Statuses) => {
    await expect.poll(async () => statuses.includes((await stripe.disputes.retrieve(dispute.id)).status)).toBe(true);
    return stripe.disputes.retrieve(dispute.id);
  };
  return { sandbox, stripe, intent, charge, dispute, becomes };
}

const eventsOf = async (stripe: Stripe) =>
  (await stripe.events.list({ type: "charge.dispute.*", limit: 100 })).data.map(({ type }) => type).toReversed();

describe("a charge that is disputed", () => {
  test("gives up the amount and a fee", async () => {
    const { stripe, intent, charge, dispute } = await openDisputed();
    expect(dispute.id).toMatch(/^du_\w{24}$/);
    expect(dispute).toMatchObject({
      object: "dispute",
      amount: 12_500,
      charge,
      currency: "nok",
      evidence: { uncategorized_text: null, enhanced_evidence: {} },
      evidence_details: { has_evidence: false, past_due: false, submission_count: 0 },
      is_charge_refundable: false,
      payment_intent: intent.id,
      payment_method_details: { card: { brand: "visa", case_type: "chargeback", network_reason_code: "10.4" } },
      reason: "fraudulent",
      status: "needs_response",
      balance_transactions: [
        {
          amount: -12_500,
          fee: 1_500,
          fee_details: [{ amount: 1_500, description: "Dispute fee", type: "stripe_fee" }],
          net: -14_000,
          reporting_category: "dispute",
          source: dispute.id,
          type: "adjustment",
        },
      ],
    });
    expect(Object.keys(dispute.evidence)).toHaveLength(28);
    const days = (Number(dispute.evidence_details.due_by) - dispute.created) / 86_400;
    expect(days).toBeGreaterThan(7);
    expect((Number(dispute.evidence_details.due_by) + 1) % 86_400).toBe(0);
    expect(await stripe.charges.retrieve(charge)).toMatchObject({
      disputed: true,
      refunded: false,
      amount_refunded: 0,
    });
    expect(await eventsOf(stripe)).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn"]);
    expect((await stripe.balanceTransactions.list({ type: "adjustment" })).data).toEqual(dispute.balance_transactions);
    expect((await stripe.disputes.list({ payment_intent: intent.id })).data).toEqual([dispute]);
  });

  test("cannot be refunded, until the dispute is won", async () => {
    const { stripe, charge, dispute, becomes } = await openDisputed();
    const refused = await caught(stripe.refunds.create({ charge, amount: 100 }));
    expect(refused).toMatchObject({
      statusCode: 400,
      type: "StripeInvalidRequestError",
      code: "charge_disputed",
      message: `Charge ${charge} has been charged back; cannot issue a refund.`,
    });
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    await becomes(["won"]);
    expect(await stripe.refunds.create({ charge })).toMatchObject({ amount: 12_500, status: "succeeded" });
  });

  test("after a later capture is disputed only then", async () => {
    const { stripe } = await openSandbox({ laterMs: 0 });
    const held = { ...paidBy("pm_card_createDispute"), capture_method: "manual" } as const;
    const { id } = await stripe.paymentIntents.create(held);
    await stripe.paymentIntents.capture(id, { amount_to_capture: 10_000 });
    const amounts = async () => (await stripe.disputes.list({ payment_intent: id })).data.map(({ amount }) => amount);
    await expect.poll(amounts).toEqual([10_000]);
  });

  test.each([
    ["eur", 1_500],
    ["jpy", 1_500],
    ["kwd", 15_000],
  ])("costs a fee in %s", async (currency, fee) => {
    const { dispute } = await openDisputed("pm_card_createDisputeProductNotReceived", currency);
    expect(dispute).toMatchObject({ reason: "product_not_received", balance_transactions: [{ currency, fee }] });
    expect(dispute.payment_method_details?.card?.network_reason_code).toBe("13.1");
  });
});

describe("evidence", () => {
  test("that wins brings the amount back, and not the fee", async () => {
    const { stripe, charge, dispute, becomes } = await openDisputed();
    const given = { evidence: { uncategorized_text: "winning_evidence", customer_name: "Kari" } };
    const sent = await stripe.disputes.update(dispute.id, given, { idempotencyKey: "evidence" });
    expect(sent).toMatchObject({
      status: "under_review",
      evidence: { customer_name: "Kari" },
      evidence_details: { has_evidence: true, submission_count: 1, submission_method: "manual" },
    });
    const won = await becomes(["won"]);
    expect(won.is_charge_refundable).toBe(true);
    expect(won.balance_transactions).toMatchObject([
      { net: -14_000 },
      { amount: 12_500, fee: 0, net: 12_500, reporting_category: "dispute_reversal", type: "adjustment" },
    ]);
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true });
    expect((await eventsOf(stripe)).slice(2)).toEqual([
      "charge.dispute.updated",
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]);
    const again = await stripe.disputes.update(dispute.id, given, { idempotencyKey: "evidence" });
    expect(again).toEqual(sent);
  });

  test("that loses changes nothing in the books", async () => {
    const { stripe, charge, dispute, becomes } = await openDisputed();
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "losing_evidence" } });
    const lost = await becomes(["lost"]);
    expect(lost.balance_transactions).toEqual(dispute.balance_transactions);
    expect((await eventsOf(stripe)).slice(2)).toEqual(["charge.dispute.updated", "charge.dispute.closed"]);
    expect(await caught(stripe.refunds.create({ charge }))).toMatchObject({ code: "charge_disputed" });
    for (const late of [
      stripe.disputes.close(dispute.id),
      stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } }),
    ]) {
      expect(await caught(late)).toMatchObject({ statusCode: 400, message: "This dispute is already closed" });
    }
  });

  test("is staged until it is submitted, and is submitted once", async () => {
    const { stripe, dispute } = await openDisputed();
    const staged = await stripe.disputes.update(dispute.id, {
      evidence: { service_date: "2026-06-01", product_description: "A cabin" },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: "needs_response",
      evidence_details: { has_evidence: true, submission_count: 0, submission_method: "not_submitted" },
    });
    const emptied = await stripe.disputes.update(dispute.id, { evidence: { product_description: "" }, submit: false });
    expect(emptied.evidence).toMatchObject({ service_date: "2026-06-01", product_description: null });
    const noted = await stripe.disputes.update(dispute.id, { metadata: { case: "7" } });
    expect(noted).toMatchObject({ status: "needs_response", metadata: { case: "7" } });
    expect(await stripe.disputes.update(dispute.id, { submit: true })).toMatchObject({ status: "under_review" });
    const more = stripe.disputes.update(dispute.id, { evidence: { service_date: "2026-06-02" } });
    expect((await caught(more)).message).toBe("The evidence of this dispute has already been submitted");
  });

  test.each([
    ["that is none", "submit=true", undefined, "evidence"],
    ["too long", `evidence[receipt]=${"x".repeat(150_001)}`, undefined, "evidence[receipt]"],
    [
      "too long together",
      `evidence[receipt]=${"x".repeat(80_000)}&evidence[refund_policy]=${"x".repeat(80_000)}`,
      undefined,
      "evidence",
    ],
    ["of an unknown kind", "evidence[colour]=red", "parameter_unknown", "evidence[colour]"],
  ])("%s is refused", async (_, form, code, param) => {
    const { sandbox, stripe, dispute } = await openDisputed();
    const answer = await send(sandbox, `/v1/disputes/${dispute.id}`, postForm(form));
    const error = errorOf(answer);
    expect([answer.status, error["code"], error["param"]]).toEqual([400, code, param]);
    expect((await stripe.disputes.list()).data).toEqual([dispute]);
  });
});

test("a dispute that is closed is lost at once", async () => {
  const { stripe, dispute } = await openDisputed();
  expect(await stripe.disputes.close(dispute.id)).toMatchObject({ status: "lost", is_charge_refundable: false });
  expect((await eventsOf(stripe)).slice(2)).toEqual(["charge.dispute.closed"]);
});

describe("an inquiry", () => {
  const inquiry = "pm_card_createDisputeInquiry";

  test("takes no money, and the charge can be refunded", async () => {
    const { stripe, charge, dispute, becomes } = await openDisputed(inquiry);
    expect(dispute).toMatchObject({
      status: "warning_needs_response",
      balance_transactions: [],
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: "inquiry", network_reason_code: "10" } },
    });
    expect(await eventsOf(stripe)).toEqual(["charge.dispute.created"]);
    await stripe.refunds.create({ charge, amount: 500 });
    const sent = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "losing_evidence" } });
    expect(sent.status).toBe("warning_under_review");
    await becomes(["warning_closed"]);
    expect((await stripe.balanceTransactions.list({ type: "adjustment" })).data).toEqual([]);
  });

  test("becomes a chargeback of what was not refunded", async () => {
    const { stripe, charge, dispute, becomes } = await openDisputed(inquiry);
    await stripe.refunds.create({ charge, amount: 500 });
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "escalate_inquiry_evidence" } });
    expect(await becomes(["needs_response"])).toMatchObject({
      amount: 12_000,
      balance_transactions: [{ amount: -12_000, net: -13_500 }],
      is_charge_refundable: false,
      payment_method_details: { card: { case_type: "chargeback", network_reason_code: "10.4" } },
    });
    expect((await eventsOf(stripe)).slice(-2)).toEqual(["charge.dispute.updated", "charge.dispute.funds_withdrawn"]);
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    await becomes(["won"]);
  });
});

test("disputes that are not there are missing", async () => {
  const { stripe } = await openSandbox();
  const { latest_charge } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  for (const missing of [
    stripe.disputes.retrieve("du_none"),
    stripe.disputes.retrieve(idOf(latest_charge)),
    stripe.disputes.update("du_none", { submit: true }),
    stripe.disputes.close("du_none"),
    stripe.disputes.list({ charge: "ch_none" }),
    stripe.disputes.list({ payment_intent: "pi_none" }),
  ]) {
    expect(await caught(missing)).toMatchObject({ code: "resource_missing", statusCode: 404 });
  }
  expect((await stripe.disputes.list({ charge: idOf(latest_charge) })).data).toEqual([]);
});
