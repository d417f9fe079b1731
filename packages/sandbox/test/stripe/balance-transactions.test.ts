import { describe, expect, test } from "vitest";
import { caught, idOf, openSandbox, paidBy } from "./harness.ts";

async function openBooks() {
  const { sandbox, stripe } = await openSandbox();
  const first = await stripe.paymentIntents.create(paidBy("pm_card_visa"));
  const second = await stripe.paymentIntents.create({ ...paidBy("pm_card_visa"), currency: "eur", amount: 9_000 });
  const refund = await stripe.refunds.create({ payment_intent: first.id, amount: 4_000 });
  return { sandbox, stripe, first, second, refund };
}

describe("the books", () => {
  test("list every transaction, newest first and page by page", async () => {
    const { stripe, first, second, refund } = await openBooks();
    const { data, has_more, url } = await stripe.balanceTransactions.list();
    expect({ has_more, url }).toEqual({ has_more: false, url: "/v1/balance_transactions" });
    expect(data).toMatchObject([
      { amount: -4_000, fee: 0, net: -4_000, type: "refund", reporting_category: "refund", source: refund.id },
      { amount: 9_000, fee: 291, net: 8_709, type: "charge", currency: "eur", source: second.latest_charge },
      { amount: 12_500, fee: 393, net: 12_107, type: "charge", reporting_category: "charge" },
    ]);
    expect(data[2]?.fee_details).toEqual([
      { amount: 393, application: null, currency: "nok", description: "Stripe processing fees", type: "stripe_fee" },
    ]);
    const ids: string[] = [];
    for await (const { id } of stripe.balanceTransactions.list({ limit: 1 })) ids.push(id);
    expect(ids).toEqual(data.map(({ id }) => id));
    const after = await stripe.balanceTransactions.list({ starting_after: String(ids[1]) });
    expect(after.data).toMatchObject([{ source: first.latest_charge }]);
  });

  test("are narrowed by type, source, currency and time", async () => {
    const { stripe, first, refund } = await openBooks();
    const sources = async (narrow: Parameters<typeof stripe.balanceTransactions.list>[0]) =>
      (await stripe.balanceTransactions.list(narrow)).data.map(({ source }) => source);
    expect(await sources({ type: "refund" })).toEqual([refund.id]);
    expect(await sources({ source: idOf(first.latest_charge) })).toEqual([first.latest_charge]);
    expect(await sources({ currency: "nok" })).toEqual([refund.id, first.latest_charge]);
    expect(await sources({ currency: "nok", type: "charge" })).toEqual([first.latest_charge]);
    expect(await sources({ type: "*" })).toEqual([]);
    expect(await sources({ source: "ch_[a-z]*" })).toEqual([]);
    const { created } = refund;
    expect(await sources({ created: { gte: created - 5, lte: created } })).toHaveLength(3);
    expect(await sources({ created: { gt: created } })).toEqual([]);
  });

  test("are not told by payout, as all payouts are manual", async () => {
    const { stripe } = await openBooks();
    const missing = await caught(stripe.balanceTransactions.list({ payout: "po_none" }));
    expect(missing).toMatchObject({ statusCode: 404, code: "resource_missing", param: "payout" });
  });
});
