import type { Stripe } from "stripe";

/** What the account's own list of transactions sums to, by currency; without an account, the platform's. */
export async function sumOfBooks(stripe: Stripe, stripeAccount?: string): Promise<Record<string, number>> {
  const options = stripeAccount === undefined ? {} : { stripeAccount };
  const sums: Record<string, number> = {};
  for await (const { currency, net } of stripe.balanceTransactions.list({ limit: 100 }, options)) {
    sums[currency] = (sums[currency] ?? 0) + net;
  }
  return sums;
}

export async function balanceOf(stripe: Stripe, stripeAccount?: string): Promise<Record<string, number>> {
  const balance = await stripe.balance.retrieve({}, stripeAccount === undefined ? {} : { stripeAccount });
  return Object.fromEntries(balance.available.map(({ amount, currency }) => [currency, amount]));
}

export async function topUp(stripe: Stripe, amount = 100_000, currency = "nok"): Promise<void> {
  await stripe.topups.create({ amount, currency });
}
