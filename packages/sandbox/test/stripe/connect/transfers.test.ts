import { describe, expect, test } from "vitest";
import { caught, idOf, openSandbox, paidBy } from "../harness.ts";
import { balanceOf, sumOfBooks, topUp } from "./books.ts";
import { express, onboarded, openLink, press } from "./person.ts";

test("a transfer moves money from the platform's books into the account's", async () => {
  const { stripe } = await openSandbox();
  const destination = await onboarded(stripe);
  await topUp(stripe, 100_000);
  const transfer = await stripe.transfers.create({
    amount: 60_000,
    currency: "nok",
    destination,
    description: "Stay b1",
    metadata: { booking: "b1" },
    transfer_group: "b1",
    expand: ["balance_transaction", "destination", "destination_payment.balance_transaction"],
  });
  expect(transfer.id).toMatch(/^tr_\w{24}$/);
  expect(transfer).toMatchObject({
    object: "transfer",
    amount: 60_000,
    amount_reversed: 0,
    balance_transaction: {
      amount: -60_000,
      description: "Stay b1",
      fee: 0,
      net: -60_000,
      reporting_category: "transfer",
      source: transfer.id,
      type: "transfer",
    },
    destination: { object: "account", id: destination },
    destination_payment: {
      object: "charge",
      amount: 60_000,
      balance_transaction: { net: 60_000, reporting_category: "charge", type: "payment" },
      source_transfer: transfer.id,
    },
    metadata: { booking: "b1" },
    reversals: { data: [], has_more: false },
    reversed: false,
    source_transaction: null,
    transfer_group: "b1",
  });
  expect(await balanceOf(stripe)).toEqual({ nok: 40_000 });
  expect(await balanceOf(stripe, destination)).toEqual({ nok: 60_000 });
  expect(await sumOfBooks(stripe)).toEqual({ nok: 40_000 });
  expect(await sumOfBooks(stripe, destination)).toEqual({ nok: 60_000 });
  const payment = idOf(transfer.destination_payment ?? null);
  expect(payment).toMatch(/^py_/);
  const acting = { stripeAccount: destination };
  expect(await stripe.charges.retrieve(payment, {}, acting)).toMatchObject({ id: payment, paid: true });
  expect(await caught(stripe.charges.retrieve(payment))).toMatchObject({ code: "resource_missing" });
  const [created] = (await stripe.events.list({ type: "transfer.*" })).data;
  expect(created).toMatchObject({ type: "transfer.created", data: { object: { id: transfer.id } } });
  expect(created).not.toHaveProperty("account");
});

test("transfers are retrieved, changed, and listed by group and destination", async () => {
  const { stripe } = await openSandbox();
  const [one, other] = [await onboarded(stripe), await onboarded(stripe)];
  await topUp(stripe);
  const made: string[] = [];
  for (const [destination, transfer_group] of [
    [one, "a*"],
    [other, "a*"],
    [one, "ab"],
  ] as const) {
    made.push((await stripe.transfers.create({ amount: 100, currency: "nok", destination, transfer_group })).id);
  }
  const [first = "", second = "", third = ""] = made;
  const listed = async (params: { destination?: string; transfer_group?: string }) =>
    (await stripe.transfers.list(params)).data.map(({ id }) => id);
  expect(await listed({})).toEqual([third, second, first]);
  expect(await listed({ transfer_group: "a*" })).toEqual([second, first]);
  expect(await listed({ destination: one })).toEqual([third, first]);
  expect(await listed({ destination: one, transfer_group: "a*" })).toEqual([first]);
  const all: string[] = [];
  for await (const { id } of stripe.transfers.list({ destination: one, limit: 1 })) all.push(id);
  expect(all).toEqual([third, first]);
  const changed = await stripe.transfers.update(first, { description: "Stay", metadata: { a: "1" } });
  expect(changed).toMatchObject({ description: "Stay", metadata: { a: "1" } });
  expect(await stripe.transfers.retrieve(first)).toEqual(changed);
  expect((await stripe.events.list({ type: "transfer.updated" })).data).toHaveLength(1);
  expect(await caught(stripe.transfers.retrieve("tr_none"))).toMatchObject({ code: "resource_missing" });
});

describe("refuses", () => {
  test("more than the platform has in that currency", async () => {
    const { stripe } = await openSandbox();
    const destination = await onboarded(stripe);
    await topUp(stripe, 1_000, "nok");
    const asked = { amount: 1_001, currency: "nok", destination };
    const tooMuch = () => caught(stripe.transfers.create(asked, { idempotencyKey: "k1" }));
    expect(await tooMuch()).toMatchObject({
      statusCode: 400,
      type: "StripeInvalidRequestError",
      code: "balance_insufficient",
    });
    expect(await tooMuch()).toMatchObject({ headers: { "idempotent-replayed": "true" } });
    const other = { amount: 1, currency: "eur", destination };
    expect(await caught(stripe.transfers.create(other))).toMatchObject({ code: "balance_insufficient" });
    expect(await stripe.transfers.create({ ...asked, amount: 1_000 })).toMatchObject({ amount: 1_000 });
    expect(await sumOfBooks(stripe)).toEqual({ nok: 0 });
  });

  test("a destination that cannot take it, until it can", async () => {
    const { stripe } = await openSandbox();
    await topUp(stripe);
    const { id: destination } = await stripe.accounts.create(express);
    const transfer = () => stripe.transfers.create({ amount: 100, currency: "nok", destination });
    const refusal = {
      statusCode: 400,
      code: "insufficient_capabilities_for_transfer",
      message: expect.stringContaining("at least one of the following capabilities enabled: transfers"),
    };
    expect(await caught(transfer())).toMatchObject(refusal);
    await press(await openLink(stripe, destination), "Something is missing");
    expect(await caught(transfer())).toMatchObject(refusal);
    await press(await openLink(stripe, destination), "Provide what is missing");
    expect(await transfer()).toMatchObject({ destination });
  });

  test.each([
    [{ destination: "acct_none" }, "resource_missing", "destination"],
    [{ currency: "xxx" }, undefined, "currency"],
    [{ currency: "NOK" }, undefined, "currency"],
    [{ amount: 0 }, "parameter_invalid_integer", "amount"],
    [{ amount: 1.5 }, "parameter_invalid_integer", "amount"],
    [{ source_transaction: "ch_none" }, "resource_missing", "source_transaction"],
    [{ source_type: "card" }, "parameter_unknown", "source_type"],
  ])("%o", async (wrong, code, param) => {
    const { stripe } = await openSandbox();
    const destination = await onboarded(stripe);
    await topUp(stripe);
    const error = await caught(stripe.transfers.create({ amount: 100, currency: "nok", destination, ...wrong }));
    expect([400, 404]).toContain(error.statusCode);
    expect([error.code, error.param]).toEqual([code, param]);
    expect((await stripe.transfers.list()).data).toEqual([]);
    expect(await balanceOf(stripe, destination)).toEqual({});
  });
});

describe("from the charge that pays it", () => {
  test("a transfer asks for no balance, but never takes more than was captured", async () => {
    const { stripe } = await openSandbox();
    const destination = await onboarded(stripe);
    const paid = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), amount: 10_000 });
    const source_transaction = idOf(paid.latest_charge);
    const transfer = (amount: number) =>
      stripe.transfers.create({ amount, currency: "nok", destination, source_transaction });
    const first = await transfer(9_900);
    expect(first).toMatchObject({ source_transaction, transfer_group: `group_${source_transaction}` });
    const { nok = 0 } = await balanceOf(stripe);
    expect(nok).toBeLessThan(0);
    expect(await caught(transfer(101))).toMatchObject({
      statusCode: 400,
      param: "source_transaction",
      message:
        "Transfers using this transaction as a source must not exceed the source amount of NOK 100.00. " +
        "(There is already a transfer using this source, amounting to NOK 99.00.)",
    });
    await stripe.transfers.createReversal(first.id, { amount: 900 });
    expect(await transfer(1_000)).toMatchObject({ amount: 1_000 });
  });

  test("it is in the currency of a charge that was captured", async () => {
    const { stripe } = await openSandbox();
    const destination = await onboarded(stripe);
    await topUp(stripe, 1_000, "eur");
    const paid = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
    const held = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), capture_method: "manual" });
    const from = (charge: typeof paid.latest_charge, currency: string) =>
      caught(stripe.transfers.create({ amount: 100, currency, destination, source_transaction: idOf(charge) }));
    expect((await from(paid.latest_charge, "eur")).message).toContain(
      "(nok) must be the same as the transfer currency",
    );
    expect((await from(held.latest_charge, "nok")).message).toContain("it is not captured");
  });
});
