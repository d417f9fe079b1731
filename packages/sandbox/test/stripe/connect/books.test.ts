import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { caught, idOf, openSandbox, paidBy, tell } from "../harness.ts";
import { balanceOf, sumOfBooks, topUp } from "./books.ts";
import { onboarded } from "./person.ts";

/** Numbers that look random and are the same in each run. */
function seeded(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Play {
  readonly stripe: Stripe;
  readonly accounts: readonly string[];
  readonly pick: (below: number) => number;
  readonly transfers: string[];
  readonly payouts: (readonly [id: string, account: string])[];
  readonly charges: string[];
}

type Move = (play: Play) => Promise<unknown>;

const currencies = ["nok", "jpy"];
const oneOf = <T>(play: Play, items: readonly T[]): T | undefined => items[play.pick(items.length)];

const moves: readonly Move[] = [
  async (play) => {
    const currency = oneOf(play, currencies) ?? "nok";
    const paid = { ...paidBy("pm_card_visa"), amount: 1_000 + play.pick(50_000), currency };
    play.charges.push(idOf((await play.stripe.paymentIntents.create(paid)).latest_charge));
  },
  (play) => topUp(play.stripe, 1 + play.pick(20_000), oneOf(play, currencies)),
  async (play) => {
    const destination = String(oneOf(play, play.accounts));
    const currency = oneOf(play, currencies) ?? "nok";
    const source = play.pick(3) === 0 ? oneOf(play, play.charges) : undefined;
    const { id } = await play.stripe.transfers.create({
      amount: 1 + play.pick(30_000),
      currency,
      destination,
      ...(source === undefined ? {} : { source_transaction: source }),
    });
    play.transfers.push(id);
  },
  (play) =>
    play.stripe.transfers.createReversal(oneOf(play, play.transfers) ?? "tr_none", { amount: 1 + play.pick(20_000) }),
  async (play) => {
    const account = String(oneOf(play, play.accounts));
    const asked = { amount: 1 + play.pick(20_000), currency: "nok" };
    const { id } = await play.stripe.payouts.create(asked, { stripeAccount: account });
    play.payouts.push([id, account]);
  },
  (play) => {
    const [id = "po_none", stripeAccount = ""] = oneOf(play, play.payouts) ?? [];
    return play.stripe.payouts.cancel(id, {}, { stripeAccount });
  },
  (play) => play.stripe.payouts.create({ amount: 1 + play.pick(9_000), currency: "jpy" }),
  (play) =>
    play.stripe.refunds.create({ charge: oneOf(play, play.charges) ?? "ch_none", amount: 1 + play.pick(5_000) }),
];

test.each([1, 2, 3])("whatever is asked for, no money appears or is lost (seed %i)", async (seed) => {
  const { stripe } = await openSandbox({ payoutDelayMs: 20 });
  const refusing = "Complete with a bank account that refuses payouts";
  const accounts = [await onboarded(stripe), await onboarded(stripe), await onboarded(stripe, {}, refusing)];
  const play: Play = { stripe, accounts, pick: seeded(seed), transfers: [], payouts: [], charges: [] };
  let refusals = 0;
  for (let count = 0; count < 150; count += 1) {
    const move = oneOf(play, moves);
    const made = await move?.(play).then(
      () => true,
      () => false,
    );
    if (made === false) refusals += 1;
  }
  expect(refusals).toBeLessThan(140);
  const settled = async () => {
    const statuses = await Promise.all(
      play.payouts.map(async ([id, account]) => stripe.payouts.retrieve(id, {}, { stripeAccount: account })),
    );
    return statuses.filter(({ status }) => status === "pending" || status === "in_transit").length;
  };
  await expect.poll(settled).toBe(0);

  const total: Record<string, number> = {};
  for (const account of [undefined, ...accounts]) {
    const sums = await sumOfBooks(stripe, account);
    expect(await balanceOf(stripe, account)).toEqual(sums);
    const owing = Object.values(sums).filter((sum) => account !== undefined && sum < 0);
    expect({ account, owing }).toEqual({ account, owing: [] });
    for (const [currency, sum] of Object.entries(sums)) total[currency] = (total[currency] ?? 0) + sum;
  }
  const outside: Record<string, number> = {};
  const betweenAccounts = new Set(["transfer", "transfer_refund", "payment", "payment_refund"]);
  for (const account of [undefined, ...accounts]) {
    const options = account === undefined ? {} : { stripeAccount: account };
    for await (const { currency, net, type } of stripe.balanceTransactions.list({ limit: 100 }, options)) {
      if (!betweenAccounts.has(type)) outside[currency] = (outside[currency] ?? 0) + net;
    }
  }
  expect(total).toEqual(outside);
});

test("many transfers at once never take more than there is", async () => {
  const { stripe } = await openSandbox();
  const destination = await onboarded(stripe);
  await topUp(stripe, 10_000);
  const tries = Array.from({ length: 20 }, () =>
    stripe.transfers.create({ amount: 3_000, currency: "nok", destination }),
  );
  const settled = await Promise.allSettled(tries);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(await caught(stripe.transfers.create({ amount: 1_001, currency: "nok", destination }))).toMatchObject({
    code: "balance_insufficient",
  });
  expect(await balanceOf(stripe, destination)).toEqual({ nok: 9_000 });
});

test("a transfer whose answer is lost is made once, however often it is asked for again", async () => {
  const { sandbox, stripe } = await openSandbox();
  const destination = await onboarded(stripe);
  await topUp(stripe, 10_000);
  // Twice, as the SDK itself asks again once where a connection breaks.
  const plan = { operation: "transfers.create", kind: "timeoutAfterEffect", times: 2, holdMs: 20 };
  await tell(sandbox, "POST /test/faults", plan);
  const transfer = () =>
    stripe.transfers.create({ amount: 6_000, currency: "nok", destination }, { idempotencyKey: "stay b1" });
  expect(await caught(transfer())).toMatchObject({ type: "StripeConnectionError" });
  const again = await transfer();
  expect(again.lastResponse.headers).toMatchObject({ "idempotent-replayed": "true" });
  expect((await stripe.transfers.list()).data.map(({ id }) => id)).toEqual([again.id]);
  expect(await balanceOf(stripe)).toEqual({ nok: 4_000 });
  expect(await balanceOf(stripe, destination)).toEqual({ nok: 6_000 });
});
