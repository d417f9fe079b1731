import { type Context, ok, type Operation } from "./context.ts";
import { newId } from "./ids.ts";
import type { BalanceTransaction, Charge } from "./objects.ts";
import { missingObject } from "./refusal.ts";

const FEE_PER_MILLE = 29;
const FIXED_FEE = 30;
const DAYS_UNTIL_AVAILABLE = 2;

export const balanceTransactionOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/balance_transactions/{id}",
    accepts: [],
    run: (call) => {
      const found = call.world.store.find("balance_transaction", call.id);
      if (!found) throw missingObject("balance transaction", call.id);
      return ok(found);
    },
  },
];

export function chargeTransaction(context: Context, charge: Charge, amount: number): BalanceTransaction {
  const fee = Math.round((amount * FEE_PER_MILLE) / 1000) + FIXED_FEE;
  const { currency, description } = charge;
  return context.world.store.put({
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: context.now + DAYS_UNTIL_AVAILABLE * 86_400,
    balance_type: "payments",
    created: context.now,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" },
    ],
    net: amount - fee,
    reporting_category: "charge",
    source: charge.id,
    status: "pending",
    type: "charge",
  });
}
