import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stripe } from "stripe";
import { describe, expect, onTestFinished, test } from "vitest";
import { caught, idOf, openReceiver, openSandbox, verified, WEBHOOK_SECRET } from "../harness.ts";
import { balanceOf, sumOfBooks, topUp } from "./books.ts";
import { express, onboarded, openLink, press } from "./person.ts";

const REFUSING = "Complete with a bank account that refuses payouts";
const quick = { payoutDelayMs: 5 };
const never = { payoutDelayMs: 600_000 };

/** An account with money in it, as options that act for it. */
async function funded(stripe: Stripe, button?: string, params: Stripe.AccountCreateParams = {}) {
  const stripeAccount = await onboarded(stripe, params, button);
  const { default_currency: currency = "nok" } = await stripe.accounts.retrieve(stripeAccount);
  await topUp(stripe, 100_000, currency);
  await stripe.transfers.create({ amount: 100_000, currency, destination: stripeAccount });
  return { stripeAccount };
}

const statusOf = async (stripe: Stripe, id: string, acting: Stripe.RequestOptions) =>
  (await stripe.payouts.retrieve(id, {}, acting)).status;
const typesOf = async (stripe: Stripe, type: string, acting: Stripe.RequestOptions) =>
  (await stripe.events.list({ type }, acting)).data.map((event) => event.type).toReversed();

test("a payout leaves the account's balance at once and is with the bank a moment later", async () => {
  const { stripe } = await openSandbox(quick);
  const acting = await funded(stripe);
  const payout = await stripe.payouts.create(
    {
      amount: 70_000,
      currency: "nok",
      metadata: { host: "h1" },
      method: "standard",
      statement_descriptor: "ROOST",
      expand: ["balance_transaction", "destination"],
    },
    acting,
  );
  expect(payout.id).toMatch(/^po_\w{24}$/);
  expect(payout).toMatchObject({
    object: "payout",
    amount: 70_000,
    automatic: false,
    balance_transaction: {
      amount: -70_000,
      description: "STRIPE PAYOUT",
      fee: 0,
      net: -70_000,
      reporting_category: "payout",
      source: payout.id,
      type: "payout",
    },
    destination: { object: "bank_account", account: acting.stripeAccount, currency: "nok" },
    failure_code: null,
    metadata: { host: "h1" },
    method: "standard",
    statement_descriptor: "ROOST",
    status: "pending",
    type: "bank_account",
  });
  expect(await balanceOf(stripe, acting.stripeAccount)).toEqual({ nok: 30_000 });
  await expect.poll(() => statusOf(stripe, payout.id, acting)).toBe("paid");
  expect(await typesOf(stripe, "payout.*", acting)).toEqual(["payout.created", "payout.updated", "payout.paid"]);
  const [paid] = (await stripe.events.list({ type: "payout.paid" }, acting)).data;
  expect(paid).toMatchObject({ account: acting.stripeAccount, data: { object: { id: payout.id, status: "paid" } } });
  expect(await sumOfBooks(stripe, acting.stripeAccount)).toEqual({ nok: 30_000 });
});

test("payouts belong to their account, and are listed by status and destination", async () => {
  const { stripe } = await openSandbox(never);
  const [one, other] = [await funded(stripe), await funded(stripe)];
  const first = await stripe.payouts.create({ amount: 100, currency: "nok" }, one);
  const second = await stripe.payouts.create({ amount: 200, currency: "nok" }, one);
  await stripe.payouts.cancel(first.id, {}, one);
  const listed = async (params: Stripe.PayoutListParams, acting: Stripe.RequestOptions) =>
    (await stripe.payouts.list(params, acting)).data.map(({ id }) => id);
  expect(await listed({}, one)).toEqual([second.id, first.id]);
  expect(await listed({ status: "canceled" }, one)).toEqual([first.id]);
  expect(await listed({ destination: idOf(second.destination) }, one)).toEqual([second.id, first.id]);
  expect(await listed({}, other)).toEqual([]);
  expect(await listed({}, {})).toEqual([]);
  expect(await caught(stripe.payouts.retrieve(first.id, {}, other))).toMatchObject({ code: "resource_missing" });
  expect(await caught(stripe.payouts.retrieve(first.id))).toMatchObject({ code: "resource_missing" });
  const updated = await stripe.payouts.update(second.id, { metadata: { a: "1" } }, one);
  expect(updated).toMatchObject({ metadata: { a: "1" }, status: "pending" });
});

test("a payout that is still pending can be canceled, and its money is back", async () => {
  const { stripe } = await openSandbox(never);
  const acting = await funded(stripe);
  const { id } = await stripe.payouts.create({ amount: 70_000, currency: "nok" }, acting);
  expect(await stripe.payouts.cancel(id, {}, acting)).toMatchObject({ status: "canceled" });
  expect(await balanceOf(stripe, acting.stripeAccount)).toEqual({ nok: 100_000 });
  const [row] = (await stripe.balanceTransactions.list({ type: "payout_cancel" }, acting)).data;
  expect(row).toMatchObject({ amount: 70_000, reporting_category: "payout_reversal", source: id });
  expect(await typesOf(stripe, "payout.*", acting)).toEqual(["payout.created", "payout.canceled"]);
  expect((await caught(stripe.payouts.cancel(id, {}, acting))).message).toContain("it is canceled");
});

test("a payout that was sent cannot be canceled any more", async () => {
  const { stripe } = await openSandbox(quick);
  const acting = await funded(stripe);
  const { id } = await stripe.payouts.create({ amount: 70_000, currency: "nok" }, acting);
  await expect.poll(() => statusOf(stripe, id, acting)).toBe("paid");
  expect(await caught(stripe.payouts.cancel(id, {}, acting))).toMatchObject({ statusCode: 400 });
});

test("a bank account that refuses makes payouts fail, and no more are made until it is replaced", async () => {
  const { stripe } = await openSandbox(quick);
  const acting = await funded(stripe, REFUSING);
  const { stripeAccount } = acting;
  const pay = () => stripe.payouts.create({ amount: 100_000, currency: "nok" }, acting);
  const { id } = await pay();
  await expect.poll(() => statusOf(stripe, id, acting)).toBe("failed");
  const failed = await stripe.payouts.retrieve(id, { expand: ["failure_balance_transaction"] }, acting);
  expect(failed).toMatchObject({
    failure_balance_transaction: {
      amount: 100_000,
      net: 100_000,
      reporting_category: "payout_reversal",
      source: id,
      type: "payout_failure",
    },
    failure_code: "account_closed",
    failure_message: "The bank account has been closed",
  });
  expect(await balanceOf(stripe, stripeAccount)).toEqual({ nok: 100_000 });
  expect(await stripe.accounts.retrieve(stripeAccount)).toMatchObject({
    capabilities: { transfers: "active" },
    external_accounts: { data: [{ id: failed.destination, status: "errored" }] },
    payouts_enabled: false,
    requirements: { currently_due: ["external_account"] },
  });
  const types = (await stripe.events.list({ limit: 3 }, acting)).data.map(({ type }) => type);
  expect(types).toEqual(["account.updated", "account.external_account.updated", "payout.failed"]);
  expect(await caught(pay())).toMatchObject({ statusCode: 400, code: "payouts_not_allowed" });

  await press(await openLink(stripe, stripeAccount), "Use a bank account that works");
  expect(await stripe.accounts.retrieve(stripeAccount)).toMatchObject({ payouts_enabled: true });
  const { id: second } = await pay();
  await expect.poll(() => statusOf(stripe, second, acting)).toBe("paid");
  expect(await sumOfBooks(stripe, stripeAccount)).toEqual({ nok: 0 });
});

test("every payout to a bank account that refuses fails, also those on their way when it is replaced", async () => {
  const { stripe } = await openSandbox({ payoutDelayMs: 100 });
  const acting = await funded(stripe, REFUSING);
  const pay = async () => (await stripe.payouts.create({ amount: 1_000, currency: "nok" }, acting)).id;
  const [one, two] = [await pay(), await pay()];
  await press(await openLink(stripe, acting.stripeAccount), "Use a bank account that works");
  for (const id of [one, two]) await expect.poll(() => statusOf(stripe, id, acting)).toBe("failed");
  expect(await stripe.accounts.retrieve(acting.stripeAccount)).toMatchObject({ payouts_enabled: true });
  expect(await balanceOf(stripe, acting.stripeAccount)).toEqual({ nok: 100_000 });
});

describe("refuses", () => {
  test.each([
    [{ amount: 100_001 }, "balance_insufficient", undefined],
    [{ currency: "eur" }, undefined, undefined],
    [{ currency: "xxx" }, undefined, "currency"],
    [{ amount: 0 }, "parameter_invalid_integer", "amount"],
    [{ destination: "ba_none" }, "resource_missing", "destination"],
    [{ method: "instant" }, "instant_payouts_unsupported", "method"],
    [{ source_type: "card" }, "parameter_unknown", "source_type"],
  ])("%o", async (wrong, code, param) => {
    const { stripe } = await openSandbox(quick);
    const acting = await funded(stripe);
    const error = await caught(stripe.payouts.create({ amount: 100, currency: "nok", ...wrong }, acting));
    expect([400, 404]).toContain(error.statusCode);
    expect([error.code, error.param]).toEqual([code, param]);
    expect((await stripe.payouts.list({}, acting)).data).toEqual([]);
    expect(await balanceOf(stripe, acting.stripeAccount)).toEqual({ nok: 100_000 });
  });

  test("an account that is not onboarded, or has no bank account in the currency", async () => {
    const { stripe } = await openSandbox(quick);
    const { id: stripeAccount } = await stripe.accounts.create(express);
    const early = stripe.payouts.create({ amount: 100, currency: "nok" }, { stripeAccount });
    expect(await caught(early)).toMatchObject({ code: "payouts_not_allowed" });
    const acting = await funded(stripe);
    const other = await caught(stripe.payouts.create({ amount: 100, currency: "eur" }, acting));
    expect(other.message).toBe("Sorry, you don't have any external accounts in that currency (eur).");
    await press(await openLink(stripe, acting.stripeAccount), "Use a bank account that works", { currency: "eur" });
    await topUp(stripe, 500, "eur");
    await stripe.transfers.create({ amount: 500, currency: "eur", destination: acting.stripeAccount });
    const { destination } = await stripe.payouts.create({ amount: 500, currency: "eur" }, acting);
    const bank = await stripe.accounts.retrieveExternalAccount(acting.stripeAccount, idOf(destination));
    expect(bank).toMatchObject({ currency: "eur" });
  });

  test.each([
    ["HU", 199_950, 199_900],
    ["TW", 1_001, 1_000],
    ["KW", 1_001, 1_010],
  ])("amounts that banks in %s do not take: %i, but not %i", async (country, wrong, right) => {
    const { stripe } = await openSandbox(quick);
    const stripeAccount = await onboarded(stripe, { country });
    const { default_currency: currency = "" } = await stripe.accounts.retrieve(stripeAccount);
    await topUp(stripe, 1_000_000, currency);
    await stripe.transfers.create({ amount: 1_000_000, currency, destination: stripeAccount });
    const pay = (amount: number) => stripe.payouts.create({ amount, currency }, { stripeAccount });
    expect(await caught(pay(wrong))).toMatchObject({ statusCode: 400, param: "amount" });
    expect(await pay(right)).toMatchObject({ amount: right, currency });
  });
});

test("the platform pays itself out from its own books", async () => {
  const { stripe } = await openSandbox(quick);
  await topUp(stripe, 5_000, "nok");
  const payout = await stripe.payouts.create({ amount: 4_000, currency: "nok", description: "To the owners" });
  expect(payout).toMatchObject({ status: "pending", description: "To the owners" });
  await expect.poll(() => statusOf(stripe, payout.id, {})).toBe("paid");
  expect(await balanceOf(stripe)).toEqual({ nok: 1_000 });
  const [row] = (await stripe.balanceTransactions.list({ type: "payout" })).data;
  expect(row).toMatchObject({ amount: -4_000, source: payout.id, description: "To the owners" });
  const { data } = await stripe.events.list({ type: "payout.paid" });
  expect(data).toHaveLength(1);
  expect(data[0]).not.toHaveProperty("account");
  expect(await caught(stripe.payouts.create({ amount: 2_000, currency: "nok" }))).toMatchObject({
    code: "balance_insufficient",
  });
});

test("a payout goes on after a restart, and its events are delivered once it does", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "stripe.sqlite");
  const before = await openSandbox({ file, payoutDelayMs: 300 });
  const acting = await funded(before.stripe);
  const { id } = await before.stripe.payouts.create({ amount: 100, currency: "nok" }, acting);
  await before.sandbox.close();
  const receiver = await openReceiver();
  const { stripe } = await openSandbox({ file, ...quick, webhook: { url: receiver.url, secret: WEBHOOK_SECRET } });
  await expect.poll(() => statusOf(stripe, id, acting)).toBe("paid");
  await expect.poll(() => receiver.received.length).toBe(2);
  const events = receiver.received.map(verified);
  expect(events.map(({ type }) => type).toSorted()).toEqual(["payout.paid", "payout.updated"]);
  expect(events.map(({ account }) => account)).toEqual([acting.stripeAccount, acting.stripeAccount]);
});
