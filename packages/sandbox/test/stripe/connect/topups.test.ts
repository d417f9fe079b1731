import { expect, test } from "vitest";
import { caught, openSandbox } from "../harness.ts";
import { balanceOf } from "./books.ts";
import { onboarded } from "./person.ts";

test("a top-up is in the balance at once", async () => {
  const { stripe } = await openSandbox();
  const topup = await stripe.topups.create({
    amount: 50_000,
    currency: "nok",
    description: "Float",
    metadata: { a: "1" },
    statement_descriptor: "ROOST",
    transfer_group: "g1",
    expand: ["balance_transaction"],
  });
  expect(topup.id).toMatch(/^tu_\w{24}$/);
  expect(topup).toMatchObject({
    object: "topup",
    amount: 50_000,
    balance_transaction: {
      amount: 50_000,
      fee: 0,
      net: 50_000,
      reporting_category: "topup",
      source: topup.id,
      status: "available",
      type: "topup",
    },
    description: "Float",
    metadata: { a: "1" },
    status: "succeeded",
    transfer_group: "g1",
  });
  expect(await balanceOf(stripe)).toEqual({ nok: 50_000 });
  const { data } = await stripe.events.list();
  expect(data.map(({ type }) => type)).toEqual(["topup.succeeded", "topup.created"]);
});

test("top-ups are retrieved, changed and listed", async () => {
  const { stripe } = await openSandbox();
  const first = await stripe.topups.create({ amount: 100, currency: "nok", description: "a" });
  const second = await stripe.topups.create({ amount: 200, currency: "eur" });
  expect(await stripe.topups.update(first.id, { description: "", metadata: { b: "2" } })).toMatchObject({
    description: null,
    metadata: { b: "2" },
  });
  expect(await stripe.topups.retrieve(first.id)).toMatchObject({ metadata: { b: "2" } });
  expect((await stripe.topups.list({ status: "succeeded" })).data.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect((await stripe.topups.list({ status: "failed" })).data).toEqual([]);
  expect(await caught(stripe.topups.retrieve("tu_none"))).toMatchObject({ code: "resource_missing" });
});

test("only the platform tops up, and only in whole amounts of a currency", async () => {
  const { stripe } = await openSandbox();
  const stripeAccount = await onboarded(stripe);
  const topup = { amount: 100, currency: "nok" };
  expect(await caught(stripe.topups.create(topup, { stripeAccount }))).toMatchObject({ statusCode: 400 });
  expect(await caught(stripe.topups.create({ ...topup, amount: 0 }))).toMatchObject({ param: "amount" });
  expect(await caught(stripe.topups.create({ ...topup, currency: "xxx" }))).toMatchObject({ param: "currency" });
  expect(await balanceOf(stripe)).toEqual({});
});
