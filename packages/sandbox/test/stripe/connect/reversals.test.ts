import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { caught, idOf, openSandbox } from "../harness.ts";
import { balanceOf, sumOfBooks, topUp } from "./books.ts";
import { onboarded } from "./person.ts";

async function transferred(stripe: Stripe, amount = 60_000) {
  const destination = await onboarded(stripe);
  await topUp(stripe, amount);
  return stripe.transfers.create({ amount, currency: "nok", destination });
}

test("a transfer is reversed in parts, and without an amount for the rest", async () => {
  const { stripe } = await openSandbox();
  const { id, destination } = await transferred(stripe);
  const account = idOf(destination);
  const part = await stripe.transfers.createReversal(id, {
    amount: 20_000,
    description: "Cancelled",
    metadata: { reason: "host" },
    expand: ["balance_transaction", "transfer"],
  });
  expect(part.id).toMatch(/^trr_\w{24}$/);
  expect(part).toMatchObject({
    object: "transfer_reversal",
    amount: 20_000,
    balance_transaction: {
      amount: 20_000,
      description: "Cancelled",
      net: 20_000,
      reporting_category: "transfer_reversal",
      source: part.id,
      type: "transfer_refund",
    },
    destination_payment_refund: expect.stringMatching(/^pyr_/),
    metadata: { reason: "host" },
    transfer: { id, amount_reversed: 20_000, reversed: false },
  });
  expect(await balanceOf(stripe)).toEqual({ nok: 20_000 });
  expect(await balanceOf(stripe, account)).toEqual({ nok: 40_000 });
  const tooMuch = await caught(stripe.transfers.createReversal(id, { amount: 40_001 }));
  expect(tooMuch).toMatchObject({
    statusCode: 400,
    param: "amount",
    message: "Transfer reversal amount (NOK 400.01) is greater than unreversed amount on transfer (NOK 400.00)",
  });
  const rest = await stripe.transfers.createReversal(id);
  expect(rest).toMatchObject({ amount: 40_000 });
  const whole = await stripe.transfers.retrieve(id);
  expect(whole).toMatchObject({ amount_reversed: 60_000, reversed: true });
  expect(whole.reversals.data.map((reversal) => reversal.id)).toEqual([rest.id, part.id]);
  expect((await caught(stripe.transfers.createReversal(id))).message).toContain("already been fully reversed");
  expect(await sumOfBooks(stripe, account)).toEqual({ nok: 0 });
  const { data } = await stripe.balanceTransactions.list({ type: "payment_refund" }, { stripeAccount: account });
  expect(data).toMatchObject([{ reporting_category: "refund" }, { reporting_category: "refund" }]);
  const refund = idOf(part.destination_payment_refund);
  expect(await stripe.refunds.retrieve(refund, {}, { stripeAccount: account })).toMatchObject({ amount: 20_000 });
  const events = (await stripe.events.list({ type: "transfer.reversed" })).data;
  expect(events.map(({ data: { object } }) => object)).toMatchObject([
    { id, amount_reversed: 60_000, reversed: true },
    { id, amount_reversed: 20_000, reversed: false },
  ]);
});

test("what the account has paid out already cannot be reversed", async () => {
  const { stripe } = await openSandbox();
  const { id, destination } = await transferred(stripe);
  const stripeAccount = idOf(destination);
  await stripe.payouts.create({ amount: 50_000, currency: "nok" }, { stripeAccount });
  expect(await caught(stripe.transfers.createReversal(id))).toMatchObject({
    statusCode: 400,
    code: "balance_insufficient",
  });
  expect(await stripe.transfers.retrieve(id)).toMatchObject({ amount_reversed: 0, reversals: { data: [] } });
  expect(await stripe.transfers.createReversal(id, { amount: 10_000 })).toMatchObject({ amount: 10_000 });
  expect(await balanceOf(stripe, stripeAccount)).toEqual({ nok: 0 });
});

test("reversals are retrieved, changed and listed with their transfer only", async () => {
  const { stripe } = await openSandbox();
  const { id } = await transferred(stripe);
  const { id: other } = await transferred(stripe);
  const made: string[] = [];
  for (let count = 0; count < 11; count += 1) {
    made.unshift((await stripe.transfers.createReversal(id, { amount: 100 })).id);
  }
  const [newest = ""] = made;
  const shown = await stripe.transfers.retrieve(id);
  expect(shown.reversals).toMatchObject({ has_more: true, url: `/v1/transfers/${id}/reversals` });
  expect(shown.reversals.data).toHaveLength(10);
  const all: string[] = [];
  for await (const reversal of stripe.transfers.listReversals(id, { limit: 4 })) all.push(reversal.id);
  expect(all).toEqual(made);
  expect((await stripe.transfers.listReversals(other)).data).toEqual([]);
  await stripe.transfers.updateReversal(id, newest, { metadata: { a: "1" } });
  expect(await stripe.transfers.retrieveReversal(id, newest)).toMatchObject({ metadata: { a: "1" } });
  expect((await stripe.transfers.retrieve(id)).reversals.data[0]).toMatchObject({ metadata: { a: "1" } });
  for (const asked of [
    stripe.transfers.retrieveReversal(other, newest),
    stripe.transfers.retrieveReversal("tr_none", newest),
    stripe.transfers.createReversal("tr_none"),
  ]) {
    expect(await caught(asked)).toMatchObject({ statusCode: 404, code: "resource_missing" });
  }
});

test("many reversals at once never take back more than was sent, nor twice under one key", async () => {
  const { stripe } = await openSandbox();
  const { id, destination } = await transferred(stripe, 10_000);
  const tries = Array.from({ length: 10 }, () => stripe.transfers.createReversal(id, { amount: 3_000 }));
  const settled = await Promise.allSettled(tries);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  const last = () => stripe.transfers.createReversal(id, {}, { idempotencyKey: "rest" });
  expect((await last()).id).toBe((await last()).id);
  expect(await sumOfBooks(stripe, idOf(destination))).toEqual({ nok: 0 });
});
