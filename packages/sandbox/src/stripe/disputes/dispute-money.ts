import { book } from "../balance-transactions.ts";
import type { Context } from "../context.ts";
import { decimalsOf } from "../currencies.ts";
import type { BalanceTransaction } from "../objects.ts";
import type { Dispute } from "./dispute.ts";

/** Stripe's fee is one of the account's country, $15 for example; here it is a number in the charge's own currency. */
const FEE = 1_500;
const FEE_OF_THREE_DECIMALS = 15_000;

function disputeFee(currency: string): number {
  return decimalsOf(currency) === 3 ? FEE_OF_THREE_DECIMALS : FEE;
}

export function withdraw(context: Context, { amount, charge, currency, id }: Dispute): BalanceTransaction {
  return book(context, {
    amount: -amount,
    category: "dispute",
    currency,
    description: `Chargeback withdrawal for ${charge}`,
    fee: disputeFee(currency),
    feeDescription: "Dispute fee",
    source: id,
    type: "adjustment",
  });
}

/** The fee is not given back. */
export function reinstate(context: Context, { amount, charge, currency, id }: Dispute): BalanceTransaction {
  return book(context, {
    amount,
    category: "dispute_reversal",
    currency,
    description: `Chargeback reversal for ${charge}`,
    fee: 0,
    source: id,
    type: "adjustment",
  });
}
