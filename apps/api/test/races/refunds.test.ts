import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, home, type Person, pay, person, stay } from "../factories.ts";
import { codeOf, send } from "../http.ts";
import { booksAtStripe, countProviderEvents, decideAtBank, disputeAtBank } from "../provider.ts";
import { expectSameBooks } from "../provider-books.ts";
import { dice } from "./contention.ts";

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
  await settled();
  await expectInvariants(app);
  await expectSameBooks(app);
});
afterAll(() => app.close());

/** 64 at once take their time on a busy machine. */
const patienceMs = 120_000;
const roll = dice(20_261_120);

/** 3,990.00 kr that are paid, and Stripe's name for the charge. */
async function paid() {
  const booking = await booked(app, guest, { listing, dates: stay((days += 3)) });
  const { payment } = await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  expect(payment.status).toBe("captured");
  return payment;
}

const facts = (paymentId: string) =>
  until("the payment", () =>
    app.app.sql.one<Facts>(
      "test_refund_facts",
      `select p.captured_minor as captured, p.refunded_minor as refunded, p.refunding_minor as refunding,
         p.disputed_minor as disputed, p.provider_ref as intent, p.provider_charge as charge,
         (select coalesce(sum(amount_minor), 0)::bigint from refund where payment_id = p.id and status = 'succeeded') as succeeded,
         (select id from chargeback where payment_id = p.id order by id desc limit 1) as chargeback
       from payment p where p.id = $1`,
      [paymentId],
    ),
  );

interface Facts {
  readonly captured: number;
  readonly refunded: number;
  readonly refunding: number;
  readonly disputed: number;
  readonly intent: string;
  readonly charge: string;
  readonly succeeded: number;
  readonly chargeback: string | null;
}

/** 64 requests at the same moment, by the host and by an operator in turn, for parts that nobody agreed on. */
const storm = (paymentId: string) =>
  Array.from({ length: 64 }, (_, index) =>
    send(app.rest, `POST /payments/${paymentId}/refunds`, {
      token: index % 2 === 0 ? host.token : operator.token,
      key: randomUUID(),
      body: { reason: "goodwill", amount: { amount: 100 + roll(40_000), currency: "NOK" } },
    }),
  );

const settled = () => quiet(app, () => countProviderEvents(app));

test(
  "64 refunds at once never give back more than was captured, here and in Stripe's own books",
  async () => {
    const { id, amount } = await paid();
    const answers = await Promise.all(storm(id));
    const codes = answers.map((answer) => (answer.status === 201 ? "201" : codeOf(answer)));
    expect([...new Set(codes)].toSorted()).toEqual(["201", "refund.too_much"]);
    await settled();
    const { refunded, refunding, succeeded, captured, intent } = await facts(id);
    expect(captured).toBe(amount.amount);
    expect(refunded).toBeLessThanOrEqual(captured);
    expect([refunded, refunding]).toEqual([succeeded, succeeded]);
    expect(await booksAtStripe(app, intent)).toEqual({ charges: 1, kept: captured - refunded });
    // What is left is less than the last one that was refused.
    expect(captured - refunded).toBeLessThan(40_100);
  },
  patienceMs,
);

test.each(["won", "lost"] as const)(
  "64 refunds while a bank disputes the payment, which is %s: never more than captured goes back",
  async (outcome) => {
    const { id } = await paid();
    const { charge, captured } = await facts(id);
    const refunds = storm(id);
    // Once some of them are through.
    await Promise.any(refunds);
    const disputeRef = await disputeAtBank(app, { charge });
    const answers = await Promise.all(refunds);
    const allowed = ["201", "refund.too_much", "payment.disputed"];
    const codes = answers.map((answer) => (answer.status === 201 ? "201" : codeOf(answer)));
    expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
    await settled();
    const open = await facts(id);
    expect(open.refunding + open.disputed).toBeLessThanOrEqual(captured);
    expect(open.chargeback).not.toBeNull();
    await expectInvariants(app);
    await expectSameBooks(app);
    await decideAtBank(app, disputeRef, outcome);
    await settled();
    const closed = await facts(id);
    expect(closed.refunding + closed.disputed).toBeLessThanOrEqual(captured);
    const late = await send(app.rest, `POST /payments/${id}/refunds`, {
      token: operator.token,
      key: randomUUID(),
      body: { reason: "goodwill", amount: { amount: 1, currency: "NOK" } },
    });
    const full = closed.refunding === captured ? "refund.too_much" : undefined;
    expect(late.status === 201 ? undefined : codeOf(late)).toBe(outcome === "lost" ? "payment.disputed" : full);
  },
  patienceMs,
);
