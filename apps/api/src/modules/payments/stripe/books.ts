import type Stripe from "stripe";
import type { BookLine, BooksGateway, ProviderBalance } from "../books/books-gateway.ts";
import { fromStripe } from "./amounts.ts";

const pageSize = 100;

/** Stripe's balance transactions, and what they sum to. */
export function stripeBooks(stripe: Stripe): BooksGateway {
  return {
    async *transactions(since) {
      const created = since === null ? {} : { created: { gte: Math.floor(since.getTime() / 1000) } };
      for (let after: string | undefined; ; ) {
        const page = await stripe.balanceTransactions.list({
          limit: pageSize,
          ...created,
          ...(after !== undefined && { starting_after: after }),
        });
        yield page.data.map(lineOf);
        after = page.data.at(-1)?.id;
        if (!page.has_more || after === undefined) return;
      }
    },
    async balances() {
      const { available, pending } = await stripe.balance.retrieve();
      const sums = new Map<string, number>();
      for (const { currency, amount } of [...available, ...pending]) {
        sums.set(currency, (sums.get(currency) ?? 0) + amount);
      }
      return [...sums].map(
        ([currency, amount]): ProviderBalance => ({
          currency: currency.toUpperCase(),
          amountMinor: fromStripe(amount, currency),
        }),
      );
    },
  };
}

function lineOf({ id, type, source, currency, amount, fee, net, created }: Stripe.BalanceTransaction): BookLine {
  return {
    id,
    type,
    source: source === null ? id : typeof source === "string" ? source : source.id,
    currency: currency.toUpperCase(),
    amountMinor: fromStripe(amount, currency),
    feeMinor: fromStripe(fee, currency),
    netMinor: fromStripe(net, currency),
    createdAt: new Date(created * 1000),
  };
}
