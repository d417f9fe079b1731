import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openDescription } from "../description.ts";
import { caught, clientOf, openSandbox, paidBy, send } from "../harness.ts";

const description = openDescription();

test("the balance is what the transactions sum to, by currency, and all of it is available", async () => {
  const { sandbox, stripe } = await openSandbox();
  expect(await stripe.balance.retrieve()).toMatchObject({ available: [], pending: [] });
  const paid = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), amount: 900, currency: "jpy" });
  await stripe.refunds.create({ payment_intent: paid.id, amount: 2_500 });
  const balance = await stripe.balance.retrieve();
  expect(balance.available).toEqual([
    { amount: 844, currency: "jpy", source_types: { card: 844 } },
    { amount: 9_607, currency: "nok", source_types: { card: 9_607 } },
  ]);
  expect(balance.pending.map(({ amount }) => amount)).toEqual([0, 0]);
  const answer = await send(sandbox, "/v1/balance");
  expect(description.answerFaults("GET", "/v1/balance", answer.body)).toEqual([]);
});

test("nobody acts for an account that the platform does not have", async () => {
  const { sandbox, stripe } = await openSandbox();
  for (const options of [{ stripeAccount: "acct_none" }, { stripeContext: "acct_none" }]) {
    expect(await caught(stripe.balance.retrieve({}, options))).toMatchObject({
      type: "StripePermissionError",
      statusCode: 403,
      code: "account_invalid",
      message: expect.stringContaining("does not have access to account 'acct_none'"),
    });
  }
  const paying = stripe.paymentIntents.create(paidBy("pm_card_visa"), { stripeAccount: "acct_none" });
  expect(await caught(paying)).toMatchObject({ statusCode: 403 });
  expect((await clientOf(sandbox).paymentIntents.list()).data).toEqual([]);
});

test("a file from before accounts and balances goes on with what it holds", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "stripe.sqlite");
  const earlier = new DatabaseSync(file);
  earlier.exec(`
    CREATE TABLE objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
      label TEXT NOT NULL, created INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE INDEX objects_by_kind ON objects (kind, seq);
  `);
  const insert = earlier.prepare("INSERT INTO objects (id, kind, label, created, body) VALUES (?, ?, '', 1, ?)");
  for (const [id, net] of [
    ["txn_1", 700],
    ["txn_2", -200],
  ] as const) {
    insert.run(id, "balance_transaction", JSON.stringify({ id, object: "balance_transaction", currency: "nok", net }));
  }
  earlier.close();
  for (const more of [0, 970]) {
    const { sandbox, stripe } = await openSandbox({ file });
    if (more > 0) await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), amount: 1_030 });
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 500 + more, currency: "nok" }]);
    expect(await stripe.balanceTransactions.retrieve("txn_1")).toMatchObject({ net: 700 });
    await sandbox.close();
  }
});
