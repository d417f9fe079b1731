import { type Answer, type Call, type Context, type Operation, ok } from "./context.ts";
import { feeInSteps } from "./currencies.ts";
import { newId } from "./ids.ts";
import { list, listParameters } from "./lists.ts";
import type { BalanceTransaction, Charge, FeeDetail } from "./objects.ts";
import { text } from "./parameters.ts";
import type { Refund } from "./refunds/refund.ts";
import { invalid, missingObject } from "./refusal.ts";

const FEE_PER_MILLE = 29;
const FIXED_FEE = 30;

/** Where Stripe's reports count a type under another name. */
const CATEGORIES: Readonly<Record<string, string>> = {
  payment: "charge",
  payment_refund: "refund",
  payout_cancel: "payout_reversal",
  payout_failure: "payout_reversal",
  transfer_refund: "transfer_reversal",
};

const ofCurrency = text("currency");
const ofPayout = text("payout");
const ofSource = text("source");
const ofType = text("type");

export const balanceTransactionOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/balance_transactions",
    forAccounts: true,
    accepts: [...listParameters, ofCurrency, ofPayout, ofSource, ofType],
    run: listTransactions,
  },
  {
    method: "GET",
    path: "/v1/balance_transactions/{id}",
    forAccounts: true,
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
  const fee = feeInSteps(Math.round((amount * FEE_PER_MILLE) / 1000) + FIXED_FEE, currency);
  return book(context, { amount, currency, description, fee, source: id, type: "charge" });
}

/** The fee of the charge is not given back. */
export function refundTransaction(context: Context, charge: Charge, refund: Refund): BalanceTransaction {
  const { amount, currency, id } = refund;
  const description = `REFUND FOR CHARGE${ofCharge(charge)}`;
  return book(context, { amount: -amount, currency, description, fee: 0, source: id, type: "refund" });
}

export interface Entry extends Pick<BalanceTransaction, "amount" | "currency" | "description" | "source" | "type"> {
  /** In minor units of the same currency, beside the amount. */
  readonly fee: number;
  /** What Stripe's reports count it as, where the type alone does not say. */
  readonly category?: string;
  readonly feeDescription?: string;
}

/** One line in the books of the account that is acted for; what is booked is available at once. */
export function book(context: Context, entry: Entry): BalanceTransaction {
  const { amount, currency, fee, type, feeDescription = "Stripe processing fees" } = entry;
  const detail: FeeDetail = {
    amount: fee,
    application: null,
    currency,
    description: feeDescription,
    type: "stripe_fee",
  };
  return context.world.store.put<BalanceTransaction>({
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: context.now,
    balance_type: "payments",
    created: context.now,
    currency,
    description: entry.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: entry.category ?? CATEGORIES[type] ?? type,
    source: entry.source,
    status: "available",
    type,
  });
}

function listTransactions(call: Call): Answer {
  const { parameters, world } = call;
  const payout = parameters.get(ofPayout);
  if (payout !== undefined) throw noTransactionsOf(payout, world.store.findAny(payout) !== undefined);
  const where = {
    currency: parameters.get(ofCurrency),
    source: parameters.get(ofSource),
    type: parameters.get(ofType),
  };
  return list(call, { kind: "balance_transaction", url: "/v1/balance_transactions", where });
}

/** All payouts of the sandbox are asked for, and Stripe tells what is in those only that it makes by itself. */
function noTransactionsOf(payout: string, isThere: boolean) {
  if (!isThere) return missingObject("payout", payout, ofPayout.name);
  return invalid("Balance transaction history can only be filtered on automatic transfers, not manual.", {
    param: ofPayout.name,
  });
}

function ofCharge({ description }: Charge): string {
  return description === null ? "" : ` (${description})`;
}
