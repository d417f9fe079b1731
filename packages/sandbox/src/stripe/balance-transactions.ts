import { type Context, type Operation, ok } from "./context.ts";
import { newId } from "./ids.ts";
import type { BalanceTransaction, Charge, FeeDetail, Refund } from "./objects.ts";
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
  const { currency, description, id } = charge;
  const fee = Math.round((amount * FEE_PER_MILLE) / 1000) + FIXED_FEE;
  return book(context, { amount, currency, description, fee, source: id, type: "charge" });
}

/** The fee of the charge is not given back. */
export function refundTransaction(context: Context, charge: Charge, refund: Refund): BalanceTransaction {
  const of = charge.description === null ? "" : ` (${charge.description})`;
  const description = `REFUND FOR CHARGE${of}`;
  const { amount, currency, id } = refund;
  return book(context, { amount: -amount, currency, description, fee: 0, source: id, type: "refund" });
}

type Entry = Pick<BalanceTransaction, "amount" | "currency" | "description" | "fee" | "source" | "type">;

function book(context: Context, entry: Entry): BalanceTransaction {
  const { amount, currency, fee } = entry;
  const detail: FeeDetail = {
    amount: fee,
    application: null,
    currency,
    description: "Stripe processing fees",
    type: "stripe_fee",
  };
  return context.world.store.put<BalanceTransaction>({
    ...entry,
    id: newId("txn"),
    object: "balance_transaction",
    available_on: context.now + DAYS_UNTIL_AVAILABLE * 86_400,
    balance_type: "payments",
    created: context.now,
    exchange_rate: null,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: entry.type,
    status: "pending",
  });
}
