import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { caught, errorOf, idOf, openSandbox, paidBy, tell } from "./harness.ts";

const DAY = 86_400;

async function openPaid(card = "pm_card_visa") {
  const { sandbox, stripe } = await openSandbox({ laterMs: 0 });
  const intent = await stripe.paymentIntents.create(paidBy(card));
  return { sandbox, stripe, intent, charge: idOf(intent.latest_charge) };
}

describe("disputes", () => {
  test("are opened on any charge, in part and for any reason, and decided", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    const opened = await tell(sandbox, "POST /test/disputes", {
      charge,
      amount: 2_500,
      reason: "product_unacceptable",
    });
    expect(opened).toMatchObject({ status: 200, body: { amount: 2_500, status: "needs_response" } });
    const [dispute] = (await stripe.disputes.list({ charge })).data;
    expect(dispute).toMatchObject({ amount: 2_500, balance_transactions: [{ net: -4_000 }] });
    const decided = await tell(sandbox, `POST /test/disputes/${dispute?.id}/decide`, { outcome: "won" });
    expect(decided).toMatchObject({ status: 200, body: { status: "won" } });
    const again = await tell(sandbox, `POST /test/disputes/${dispute?.id}/decide`, { outcome: "lost" });
    expect(errorOf(again)["message"]).toBe(`Dispute ${dispute?.id} is already won.`);
    const other = await tell(sandbox, "POST /test/disputes", { charge });
    expect(other.body).toMatchObject({ amount: 12_500, reason: "fraudulent" });
  });

  test("are of what is left of a charge", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    await stripe.refunds.create({ charge, amount: 4_000 });
    const tooMuch = await tell(sandbox, "POST /test/disputes", { charge, amount: 8_501 });
    expect([tooMuch.status, errorOf(tooMuch)["message"]]).toEqual([
      400,
      "Disputed amount (NOK 85.01) is greater than what is left of the charge (NOK 85.00)",
    ]);
    await tell(sandbox, "POST /test/disputes", { charge, amount: 8_000 });
    expect((await tell(sandbox, "POST /test/disputes", { charge })).body).toMatchObject({ amount: 500 });
    expect(await tell(sandbox, "POST /test/disputes", { charge })).toMatchObject({ status: 400 });
    const { latest_charge: held } = await stripe.paymentIntents.create({
      ...paidBy("pm_card_visa"),
      capture_method: "manual",
    });
    expect(await tell(sandbox, "POST /test/disputes", { charge: idOf(held) })).toMatchObject({ status: 400 });
  });

  test("are of nothing where an inquiry asks about all of a charge and some of it goes back", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    await tell(sandbox, "POST /test/disputes", { charge, inquiry: true });
    await stripe.refunds.create({ charge, amount: 4_000 });
    const refused = await tell(sandbox, "POST /test/disputes", { charge, inquiry: true });
    expect([refused.status, errorOf(refused)["message"]]).toEqual([
      400,
      `Charge ${charge} has nothing left to dispute.`,
    ]);
    expect((await stripe.disputes.list({ charge })).data).toHaveLength(1);
  });

  test("take pending refunds back", async () => {
    const { sandbox, stripe } = await openSandbox({ laterMs: 60_000 });
    const intent = await stripe.paymentIntents.create(paidBy("pm_card_pendingRefund"));
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 5_000 });
    await tell(sandbox, "POST /test/disputes", { charge: idOf(intent.latest_charge) });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: "failed",
      failure_reason: "charge_for_pending_refund_disputed",
    });
    expect((await stripe.disputes.list()).data).toMatchObject([{ amount: 7_500 }]);
  });

  test("that nobody answers are lost when their time is up", async () => {
    const { sandbox, stripe } = await openPaid("pm_card_createDispute");
    await expect.poll(async () => (await stripe.disputes.list()).data).toHaveLength(1);
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 7 * DAY });
    expect((await stripe.disputes.list()).data).toMatchObject([{ status: "needs_response" }]);
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 2 * DAY });
    const [lost] = (await stripe.disputes.list()).data;
    expect(lost).toMatchObject({ status: "lost", evidence_details: { past_due: true } });
    const [closed] = (await stripe.events.list({ type: "charge.dispute.closed" })).data;
    expect(closed).toMatchObject({ created: lost?.evidence_details.due_by, data: { object: { status: "lost" } } });
  });

  test("with evidence wait for the bank, however long it takes", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    await tell(sandbox, "POST /test/disputes", { charge, inquiry: true });
    const [inquiry] = (await stripe.disputes.list()).data;
    const id = String(inquiry?.id);
    await stripe.disputes.update(id, { evidence: { receipt: "file_1" } });
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 30 * DAY });
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: "warning_under_review" });
    const escalated = await tell(sandbox, `POST /test/disputes/${id}/decide`, { outcome: "escalated" });
    expect(escalated.body).toMatchObject({ status: "needs_response", is_charge_refundable: false });
    expect(await tell(sandbox, `POST /test/disputes/${id}/decide`, { outcome: "escalated" })).toMatchObject({
      status: 400,
    });
  });
});

test("any refund can be made to fail, once", async () => {
  const { sandbox, stripe, charge } = await openPaid();
  const { id } = await stripe.refunds.create({ charge, amount: 3_000 });
  const failed = await tell(sandbox, `POST /test/refunds/${id}/fail`, { reason: "lost_or_stolen_card" });
  expect(failed).toMatchObject({ status: 200, body: { status: "failed", failure_reason: "lost_or_stolen_card" } });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
  expect(await tell(sandbox, `POST /test/refunds/${id}/fail`)).toMatchObject({ status: 400 });
  expect(await tell(sandbox, "POST /test/refunds/re_none/fail")).toMatchObject({ status: 404 });
  expect((await stripe.balanceTransactions.list({ source: id })).data).toHaveLength(2);
});

describe("a hold", () => {
  const held = { ...paidBy("pm_card_visa"), capture_method: "manual" } as const;

  test("says until when it can be captured, and ends by itself", async () => {
    const { sandbox, stripe } = await openSandbox();
    const { id, latest_charge } = await stripe.paymentIntents.create(held);
    const charge = await stripe.charges.retrieve(idOf(latest_charge));
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 7 * DAY);
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 7 * DAY - 60 });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: "requires_capture" });
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 60 });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "canceled",
      cancellation_reason: "automatic",
      amount_capturable: 0,
      canceled_at: charge.created + 7 * DAY,
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ captured: false, refunded: true });
    const { data } = await stripe.events.list({ limit: 2 });
    expect(data.map(({ type }) => type)).toEqual(["payment_intent.canceled", "charge.expired"]);
    expect((await caught(stripe.paymentIntents.capture(id))).code).toBe("payment_intent_unexpected_state");
  });

  test("is ended at once when it is told to, and never after it was captured", async () => {
    const { sandbox, stripe } = await openSandbox();
    const first = await stripe.paymentIntents.create(held);
    const second = await stripe.paymentIntents.create(held);
    await stripe.paymentIntents.capture(second.id);
    const ended = await tell(sandbox, `POST /test/holds/${first.id}/expire`);
    expect(ended.body).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
    expect(await tell(sandbox, `POST /test/holds/${second.id}/expire`)).toMatchObject({ status: 400 });
    expect(await tell(sandbox, "GET /test/agenda")).toMatchObject({ body: { data: [] } });
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 8 * DAY });
    expect(await stripe.paymentIntents.retrieve(second.id)).toMatchObject({ status: "succeeded" });
  });

  test("of a payment that was captured automatically does not exist", async () => {
    const { stripe, charge } = await openPaid();
    expect((await stripe.charges.retrieve(charge)).payment_method_details?.card?.capture_before).toBeUndefined();
  });
});

describe("what is there", () => {
  test("is shown by kind, newest first and page by page", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    const second = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
    const newest = idOf(second.latest_charge);
    const first = await tell(sandbox, "GET /test/objects?kind=charge&limit=1");
    expect(first.body).toMatchObject({ data: [{ id: newest }], has_more: true });
    const rest = await tell(sandbox, `GET /test/objects?kind=charge&after=${newest}`);
    expect(rest.body).toMatchObject({ data: [{ id: charge }], has_more: false });
    expect(await tell(sandbox, "GET /test/objects?kind=charge&after=ch_none")).toMatchObject({ status: 404 });
  });

  test("is the clock, and what will happen by itself", async () => {
    const { sandbox, stripe } = await openSandbox();
    const { id } = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), capture_method: "manual" });
    const agenda = await tell(sandbox, "GET /test/agenda");
    expect(agenda.body).toMatchObject({ data: [{ task: "authorization.expire", subject: id }] });
    await tell(sandbox, "POST /test/clock", { advanceSeconds: 3_600 });
    expect(await tell(sandbox, "GET /test/clock")).toMatchObject({ body: { aheadSeconds: 3_600 } });
    const { created } = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
    expect(created - Date.now() / 1000).toBeGreaterThan(3_500);
  });
});

test.each([
  ["POST /test/disputes", {}, 400, "charge"],
  ["POST /test/disputes", { charge: "ch_none" }, 404, "id"],
  ["POST /test/disputes", { charge: "CH", amount: 0 }, 400, "amount"],
  ["POST /test/disputes", { charge: "CH", amount: 1.5 }, 400, "amount"],
  ["POST /test/disputes", { charge: "CH", reason: "whim" }, 400, "reason"],
  ["POST /test/disputes", { charge: "CH", colour: "red" }, 400, "colour"],
  ["POST /test/disputes", { charge: ["CH"] }, 400, "charge"],
  ["POST /test/disputes/du_none/decide", { outcome: "won" }, 404, "dispute"],
  ["POST /test/clock", { advanceSeconds: -1 }, 400, "advanceSeconds"],
  ["POST /test/faults", { kind: "whim" }, 400, "kind"],
  ["POST /test/faults", { kind: "slow", operation: "transfers.fly" }, 400, "operation"],
  ["POST /test/faults", { kind: "slow", probability: 1.5 }, 400, "probability"],
  ["POST /test/faults", { kind: "slow", probability: "a" }, 400, "probability"],
  ["POST /test/webhooks/disorder", { lose: -1 }, 400, "lose"],
  ["GET /test/objects", undefined, 400, "kind"],
  ["GET /test/none", undefined, 404, undefined],
  ["DELETE /test/clock", undefined, 405, undefined],
])("%s with %j is refused", async (order, fields, status, param) => {
  const { sandbox, stripe, charge } = await openPaid();
  const filled = fields && Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v === "CH" ? charge : v]));
  const answer = await tell(sandbox, order, filled);
  expect([answer.status, errorOf(answer)["param"]]).toEqual([status, param]);
  expect((await stripe.disputes.list()).data).toEqual([]);
});

test("bodies that are no JSON object and pages from elsewhere are refused", async () => {
  const { sandbox } = await openSandbox();
  const headers = { "content-type": "application/json" };
  for (const body of ["[]", "1", "{", '"a"']) {
    expect((await fetch(`${sandbox.url}/test/clock`, { method: "POST", headers, body })).status).toBe(400);
  }
  const elsewhere = { origin: "http://elsewhere.example" };
  const body = "advanceSeconds=5";
  expect((await fetch(`${sandbox.url}/test/clock`, { method: "POST", headers: elsewhere, body })).status).toBe(400);
  expect(await tell(sandbox, "GET /test/clock")).toMatchObject({ body: { aheadSeconds: 0 } });
});

describe("the page", () => {
  const press = async (base: string, path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(base + path, { method: "POST", body, redirect: "manual", headers: { origin: base } });
    return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
  };

  test("shows what is there, and has a button for what can happen", async () => {
    const { sandbox, stripe, charge } = await openPaid();
    const held = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), capture_method: "manual" });
    await tell(sandbox, "POST /test/faults", { kind: "slow", times: 2, operation: "refunds.create" });
    const show = async () => (await fetch(`${sandbox.url}/test/console`)).text();
    const page = await show();
    expect(await (await fetch(sandbox.url)).text()).toContain("<h1>Stripe sandbox</h1>");
    for (const found of [charge, `/test/holds/${held.id}/expire`, "slow", "refunds.create", "authorization.expire"]) {
      expect(page).toContain(found);
    }
    const disputed = { charge, amount: "500", reason: "", inquiry: "" };
    expect(await press(sandbox.url, "/test/disputes", disputed)).toMatchObject({
      status: 303,
      location: "/test/console",
    });
    const [dispute] = (await stripe.disputes.list()).data;
    expect(dispute).toMatchObject({ amount: 500, reason: "fraudulent" });
    expect(await show()).toContain(`/test/disputes/${dispute?.id}/decide`);
    await press(sandbox.url, `/test/disputes/${dispute?.id}/decide`, { outcome: "lost" });
    expect(await show()).not.toContain(`/test/disputes/${dispute?.id}/decide`);
    await press(sandbox.url, "/test/faults", { _method: "DELETE" });
    expect(await tell(sandbox, "GET /test/faults")).toMatchObject({ body: { faults: [] } });
    expect(await tell(sandbox, `GET /test/objects/${dispute?.id}`)).toMatchObject({ body: { status: "lost" } });
  });

  test("says what was wrong, as text", async () => {
    const { sandbox } = await openSandbox();
    const refused = await press(sandbox.url, "/test/disputes", { charge: "<b>" });
    expect(refused.status).toBe(404);
    expect(refused.text).toContain("No such charge: &#39;&#60;b&#62;&#39;");
  });
});

test("what was told and what is planned outlive a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "stripe.sqlite");
  const first = await openSandbox({ file, laterMs: 60_000 });
  const intent = await first.stripe.paymentIntents.create(paidBy("pm_card_createDispute"));
  await tell(first.sandbox, "POST /test/faults", { kind: "rateLimit", times: 3, operation: "refunds.create" });
  await tell(first.sandbox, "POST /test/webhooks/disorder", { lose: 0.5, seed: 9 });
  await tell(first.sandbox, "POST /test/clock", { advanceSeconds: 30 });
  await caught(first.stripe.refunds.create({ payment_intent: intent.id }));
  const shown = ["GET /test/faults", "GET /test/webhooks/disorder", "GET /test/agenda"];
  const before = await Promise.all(shown.map(async (order) => (await tell(first.sandbox, order)).body));
  await first.sandbox.close();

  const second = await openSandbox({ file });
  const after = await Promise.all(shown.map(async (order) => (await tell(second.sandbox, order)).body));
  expect(after).toEqual(before);
  expect(after[0]).toMatchObject({ faults: [{ hits: 1, times: 3 }] });
  await tell(second.sandbox, "POST /test/clock", { advanceSeconds: 30 });
  expect((await second.stripe.disputes.list()).data).toMatchObject([{ charge: intent.latest_charge }]);
});
