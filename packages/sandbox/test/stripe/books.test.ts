import { Stripe } from "stripe";
import { expect, test } from "vitest";
import { chance } from "../../src/stripe/chance.ts";
import { idOf, openSandbox, paidBy, SECRET_KEY, tell } from "./harness.ts";

const STEPS = 150;
const TRIES = 12;
const currencies = ["nok", "jpy", "kwd"] as const;
const cards = ["pm_card_visa", "pm_card_refundFail", "pm_card_pendingRefund", "pm_card_createDispute"] as const;
const feeOf = (amount: number) => Math.round(amount * 0.029) + 30;

/** A repeatable life of many payments, in which a part of all requests goes wrong and is repeated with its key. */
async function live(seed: number) {
  const { sandbox } = await openSandbox({ laterMs: 0 });
  const options = { host: "127.0.0.1", port: sandbox.port, protocol: "http", maxNetworkRetries: 0 } as const;
  const stripe = new Stripe(SECRET_KEY, options);
  for (const kind of ["serverError", "rateLimit", "timeoutAfterEffect", "connectionReset"]) {
    // The SDK waits half a second before it repeats by itself what a broken connection cost.
    const probability = kind === "serverError" || kind === "rateLimit" ? 0.15 : 0.02;
    await tell(sandbox, "POST /test/faults", { kind, probability, seed, holdMs: 0 });
  }
  const draw = (what: string, step: number, below: number) => Math.floor(chance(seed, what, step) * below);
  const persist = async (call: () => Promise<unknown>) => {
    for (let count = 0; count < TRIES; count++) {
      const error: unknown = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      // What is refused stays refused; anything else is unknown, and tried again under the same key.
      if (error === undefined || error instanceof Stripe.errors.StripeInvalidRequestError) return;
    }
    throw new Error(`Nothing came of ${TRIES} tries`);
  };
  for (let step = 0; step < STEPS; step++) {
    const idempotencyKey = `${seed}-${step}`;
    const charges = (await stripe.paymentIntents.list({ limit: 100 })).data.map((intent) => idOf(intent.latest_charge));
    const charge = charges[draw("charge", step, charges.length)];
    const amount = 10 * (1 + draw("amount", step, 900));
    const disputes = (await stripe.disputes.list({ limit: 100 })).data.filter(
      ({ status }) => status === "needs_response",
    );
    const dispute = disputes[draw("dispute", step, disputes.length)];
    const what = draw("what", step, 10);
    if (what < 4 || charge === undefined) {
      const currency = currencies[draw("currency", step, currencies.length)] ?? "nok";
      const card = cards[draw("card", step, cards.length)] ?? "pm_card_visa";
      await persist(() =>
        stripe.paymentIntents.create({ ...paidBy(card), amount: 300 + amount, currency }, { idempotencyKey }),
      );
    } else if (what < 8) {
      await persist(() => stripe.refunds.create({ charge, amount }, { idempotencyKey }));
    } else if (what < 9) {
      await tell(sandbox, "POST /test/disputes", { charge, amount });
    } else if (dispute) {
      const outcome = draw("outcome", step, 2) === 0 ? "won" : "lost";
      await tell(sandbox, `POST /test/disputes/${dispute.id}/decide`, { outcome });
    }
  }
  await tell(sandbox, "DELETE /test/faults");
  await tell(sandbox, "POST /test/clock", { advanceSeconds: 1 });
  return stripe;
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of list) found.push(item);
  return found;
}

test.each([1, 2])("the books say what happened, to the last minor unit (seed %i)", async (seed) => {
  const stripe = await live(seed);
  const intents = await all(stripe.paymentIntents.list({ limit: 100 }));
  const charges = await Promise.all(intents.map((intent) => stripe.charges.retrieve(idOf(intent.latest_charge))));
  const refunds = await all(stripe.refunds.list({ limit: 100 }));
  const disputes = await all(stripe.disputes.list({ limit: 100 }));
  const transactions = await all(stripe.balanceTransactions.list({ limit: 100 }));
  const { available } = await stripe.balance.retrieve();
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

  for (const charge of charges) {
    const given = refunds.filter((refund) => refund.charge === charge.id && refund.status !== "failed");
    const taken = disputes.filter((dispute) => dispute.charge === charge.id && dispute.status !== "won");
    expect(charge.amount_refunded).toBe(sum(given.map(({ amount }) => amount)));
    expect(charge.amount_refunded + sum(taken.map(({ amount }) => amount))).toBeLessThanOrEqual(charge.amount);
  }
  for (const currency of currencies) {
    const of = <T extends { readonly currency: string }>(items: readonly T[]) =>
      items.filter((item) => item.currency === currency);
    const disputeFee = currency === "kwd" ? 15_000 : 1_500;
    const expected =
      sum(of(charges).map(({ amount }) => amount - feeOf(amount))) -
      sum(of(refunds).map(({ amount, status }) => (status === "failed" ? 0 : amount))) -
      sum(of(disputes).map(({ amount, status }) => (status === "won" ? 0 : amount) + disputeFee));
    expect(sum(of(transactions).map(({ net }) => net))).toBe(expected);
    expect(of(available)[0]?.amount ?? 0).toBe(expected);
  }
  const sources = transactions.map(
    ({ source, type, reporting_category }) => `${idOf(source)} ${type} ${reporting_category}`,
  );
  expect(new Set(sources).size).toBe(sources.length);
  expect([refunds.some(({ status }) => status === "failed"), disputes.some(({ status }) => status === "won")]).toEqual([
    true,
    true,
  ]);
});
