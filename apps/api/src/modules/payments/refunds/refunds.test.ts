import type { Payment, Refund, RefundPaymentInput } from "@roost/contract";
import { RoostError } from "@roost/sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { advance, booked, home, type Person, pay, person, stay } from "../../../../test/factories.ts";
import { booksAtStripe, stripeOf } from "../../../../test/provider.ts";
import { stripeWebhookPath } from "../../../surfaces/surfaces.ts";

let app: TestApp;
let guest: Person;
let host: Person;
let operator: Person;
let listing: { readonly id: string };
let days = 20;

beforeAll(async () => {
  app = await startTestApp();
  [guest, host, operator] = await Promise.all([person(app), person(app, "host"), person(app, "admin")]);
  listing = await home(app, host);
});
afterEach(async () => {
  await quiet(app);
  await expectInvariants(app);
});
afterAll(() => app.close());

const nok = (amount: number) => ({ amount, currency: "NOK" as const });
const paymentOf = (paymentId: string): Promise<Payment> => app.client(guest.token).payments.get.query({ paymentId });
const refundsOf = async (paymentId: string): Promise<readonly Refund[]> =>
  (await app.client(guest.token).payments.refunds.query({ paymentId })).data;

/** A stay that is paid: 3,000.00 kr for nights, 500.00 kr for cleaning, 490.00 kr for our service. */
async function paid(card = "pm_card_visa"): Promise<Payment> {
  const booking = await booked(app, guest, { listing, dates: stay((days += 7)) });
  await pay(app, guest, { bookingId: booking.id, card });
  return until("the capture", async () => {
    const payment = await paymentOf(booking.paymentId);
    return payment.status === "captured" ? payment : undefined;
  });
}

const held = async (reference: string) =>
  (
    await app.app.sql.one<{ held: number }>(
      "test_held",
      `select coalesce(-sum(e.amount_minor), 0)::bigint as held from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
       where t.reference = $1 and e.account = 'guest_held'`,
      [reference],
    )
  )?.held;

test("parts, lines and the rest: several refunds of one payment, until nothing is left", async () => {
  const { id: paymentId, providerRef, amount } = await paid();
  const { payments } = app.client(host.token);
  const part = await payments.refund.mutate({
    paymentId,
    amount: nok(35_000),
    reason: "goodwill",
    note: "For the noise.",
  });
  expect(part).toMatchObject({ status: "succeeded", amount: nok(35_000), note: "For the noise." });
  // By the weight of what is left of nights and cleaning; our fee is not the host's to give.
  expect(part.lines).toEqual([
    { line: 0, amount: nok(30_000) },
    { line: 1, amount: nok(5_000) },
  ]);
  expect(await paymentOf(paymentId)).toMatchObject({ status: "partially_refunded", refundedAmount: nok(35_000) });
  const cleaning = await payments.refund.mutate({
    paymentId,
    lines: [{ line: 1, amount: nok(45_000) }],
    reason: "not_as_described",
  });
  expect(cleaning.lines).toEqual([{ line: 1, amount: nok(45_000) }]);
  const rest = await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "other" });
  expect(rest.amount).toEqual(nok(amount.amount - 80_000));
  expect(await paymentOf(paymentId)).toMatchObject({ status: "refunded", refundedAmount: amount });
  expect(await refundsOf(paymentId)).toHaveLength(3);
  expect(await booksAtStripe(app, providerRef)).toEqual({ charges: 1, kept: 0 });
  const again = app.client(operator.token).payments.refund.mutate({ paymentId, reason: "other" });
  await expect(again).rejects.toMatchObject({
    code: "refund.too_much",
    details: { refundableMinor: 0, currency: "NOK" },
  });
});

test("a host gives back what was his, and never more of a line than is left", async () => {
  const { id: paymentId, bookingId } = await paid();
  const { payments } = app.client(host.token);
  const ask = (input: Omit<z.input<typeof RefundPaymentInput>, "paymentId" | "reason">) =>
    payments.refund.mutate({ paymentId, reason: "goodwill", ...input }).then(
      () => "done",
      (error: unknown) => (error instanceof RoostError ? error.code : error),
    );
  expect(await ask({ lines: [{ line: 2, amount: nok(1) }] })).toBe("refund.invalid");
  expect(await ask({ lines: [{ line: 1, amount: nok(50_001) }] })).toBe("refund.too_much");
  const twice = [30_000, 20_001].map((amount) => ({ line: 1, amount: nok(amount) }));
  expect(await ask({ lines: twice })).toBe("refund.too_much");
  expect(await ask({ amount: nok(350_001) })).toBe("refund.too_much");
  // Our fee is left, too, and not his to give.
  const more = payments.refund.mutate({ paymentId, reason: "goodwill", amount: nok(350_001) });
  await expect(more).rejects.toMatchObject({ details: { refundableMinor: 350_000 } });
  expect(await refundsOf(paymentId)).toEqual([]);
  const all = await payments.refund.mutate({ paymentId, reason: "host_cancelled" });
  expect(all.amount).toEqual(nok(350_000));
  expect(await held(bookingId)).toBe(49_000);
});

test("a refund that the guest's bank sends back returns to the queue, and is tried again with a key of its own", async () => {
  const { id: paymentId } = await paid("pm_card_refundFail");
  const first = await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "duplicate" });
  const failed = await until("the failure", async () => {
    const [refund] = await refundsOf(paymentId);
    return refund?.status === "failed" ? refund : undefined;
  });
  expect(failed).toMatchObject({ id: first.id, settledAt: null, failureCode: expect.any(String) });
  expect(await paymentOf(paymentId)).toMatchObject({ status: "captured", refundedAmount: nok(0) });
  const more = app.client(operator.token).payments.refund.mutate({ paymentId, amount: nok(1), reason: "other" });
  await expect(more).rejects.toMatchObject({ code: "refund.too_much" });
  await quiet(app);
  await expectInvariants(app);
  await advance(app, "PT1H");
  const attempts = await app.app.sql.one<{ attempts: number }>(
    "test_attempts",
    "select attempts from refund where id = $1",
    [first.id],
  );
  expect(attempts?.attempts).toBe(2);
});

test("money that somebody gave back at Stripe's dashboard becomes a refund like any other", async () => {
  const { id: paymentId, providerRef, bookingId } = await paid();
  await stripeOf(app).refunds.create({ payment_intent: providerRef ?? "", amount: 39_900 });
  const refund = await until("the refund", async () => (await refundsOf(paymentId))[0]);
  expect(refund).toMatchObject({ status: "succeeded", reason: "other", amount: nok(39_900) });
  expect(await paymentOf(paymentId)).toMatchObject({ status: "partially_refunded" });
  expect(await held(bookingId)).toBe(359_100);
});

test("what was promised gives way to what somebody gave back by hand, and only the rest is tried again", async () => {
  const { id: paymentId, providerRef, amount } = await paid();
  const first = await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "duplicate" });
  const stripe = stripeOf(app);
  const [made] = (await stripe.refunds.list({ payment_intent: providerRef ?? "" })).data;
  await fetch(`${app.stripe.url}/test/refunds/${made?.id}/fail`, { method: "POST" });
  const statusOf = async (id: string) => (await refundsOf(paymentId)).find((refund) => refund.id === id)?.status;
  await until("the failure", async () => ((await statusOf(first.id)) === "failed" ? true : undefined));
  await stripe.refunds.create({ payment_intent: providerRef ?? "", amount: 39_900 });
  await until("the refund by hand", async () => ((await refundsOf(paymentId)).length === 2 ? true : undefined));
  const [shrunk] = await refundsOf(paymentId);
  expect(shrunk).toMatchObject({ id: first.id, status: "failed", amount: nok(amount.amount - 39_900) });
  await quiet(app);
  await expectInvariants(app);
  // Its first try tells of itself once more, of another amount than is left of it.
  const body = { id: "evt_once_more", type: "refund.failed", data: { object: { object: "refund", id: made?.id } } };
  const payload = JSON.stringify(body);
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: app.stripeWebhookSecret });
  const headers = { "stripe-signature": signature };
  await fetch(`${app.origin}${stripeWebhookPath}`, { method: "POST", headers, body: payload });
  await quiet(app);
  await advance(app, "PT1H");
  await until("the second try", async () => ((await statusOf(first.id)) === "succeeded" ? true : undefined));
  expect(await paymentOf(paymentId)).toMatchObject({ status: "refunded", refundedAmount: amount });
});

test("after the stay, what was earned goes back from those who earned it", async () => {
  const { id: paymentId, bookingId } = await paid();
  await advance(app, `P${days + 10}D`);
  await app.client(operator.token).payments.refund.mutate({ paymentId, amount: nok(39_900), reason: "goodwill" });
  const rows = await app.app.sql.all<{ account: string; sum: number }>(
    "test_accounts",
    `select e.account, sum(e.amount_minor)::bigint as sum from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where t.reference = $1 and t.business_key ~ '^(capture|earn|refund):' group by 1 having sum(e.amount_minor) <> 0 order by 1`,
    [bookingId],
  );
  // A tenth of everything: nights and cleaning less 3 % to the host, the rest is ours.
  expect(rows).toEqual([
    { account: "host_payable", sum: -305_550 },
    { account: "provider_clearing", sum: 359_100 },
    { account: "revenue", sum: -53_550 },
  ]);
});
