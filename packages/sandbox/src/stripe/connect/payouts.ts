import { book } from "../balance-transactions.ts";
import { type Answer, type Call, type Context, type Operation, ok } from "../context.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { list, listParameters } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import { choice } from "../parameters.ts";
import { missingObject } from "../refusal.ts";
import * as declared from "./money-parameters.ts";
import type { Payout } from "./objects.ts";
import { checkPayoutAmount } from "./payout-amount.ts";
import { payoutDestination } from "./payout-destination.ts";
import { balanceInsufficient, refused } from "./refused.ts";

const method = choice("method", ["instant", "standard"]);
const ofStatus = choice("status", ["canceled", "failed", "in_transit", "paid", "pending"]);
const byAccountToo = { forAccounts: true } as const;

export const payoutOperations: readonly Operation[] = [
  {
    ...byAccountToo,
    method: "POST",
    path: "/v1/payouts",
    accepts: [
      declared.amount,
      declared.currency,
      declared.description,
      declared.destination,
      declared.metadata,
      method,
      declared.statementDescriptor,
    ],
    run: create,
  },
  {
    ...byAccountToo,
    method: "GET",
    path: "/v1/payouts",
    accepts: [...listParameters, declared.destination, ofStatus],
    run: (call) => {
      const destination = call.parameters.get(declared.destination);
      const status = call.parameters.get(ofStatus);
      return list(call, { kind: "payout", url: "/v1/payouts", where: { destination, status } });
    },
  },
  {
    ...byAccountToo,
    method: "GET",
    path: "/v1/payouts/{payout}",
    accepts: [],
    run: (call) => ok(findPayout(call, call.id)),
  },
  {
    ...byAccountToo,
    method: "POST",
    path: "/v1/payouts/{payout}",
    accepts: [declared.metadata],
    run: update,
  },
  {
    ...byAccountToo,
    method: "POST",
    path: "/v1/payouts/{payout}/cancel",
    accepts: [],
    run: cancel,
  },
];

export function findPayout(context: Context, id: string): Payout {
  const payout = context.world.store.find("payout", id);
  if (!payout) throw missingObject("payout", id, "payout");
  return payout;
}

/** The money is gone from the balance at once; what becomes of it, the bank decides later. */
function create(call: Call): Answer {
  const { parameters, now, world } = call;
  const [amount, currency] = [parameters.need(declared.amount), parameters.need(declared.currency)];
  checkPayoutAmount(amount, currency);
  const bank = payoutDestination(call, currency);
  if (parameters.get(method) === "instant") {
    throw refused(`Bank account ${bank.id} takes no instant payouts.`, {
      code: "instant_payouts_unsupported",
      param: "method",
    });
  }
  if (world.store.balanceIn(currency) < amount) {
    throw balanceInsufficient(
      "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use " +
        "the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).",
    );
  }
  const id = newId("po");
  const description = parameters.get(declared.description) ?? null;
  const entry = { amount: -amount, currency, fee: 0, source: id, type: "payout" };
  const transaction = book(call, { ...entry, description: description ?? "STRIPE PAYOUT" });
  const payout = world.store.put<Payout>({
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now,
    automatic: false,
    balance_transaction: transaction.id,
    created: now,
    currency,
    description,
    destination: bank.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, parameters.get(declared.metadata)),
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: parameters.get(declared.statementDescriptor) ?? null,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  });
  record(call, "payout.created", payout);
  world.agenda.plan("payout.send", id, world.clock.milliseconds() + world.payoutDelayMs);
  return ok(payout);
}

function update(call: Call): Answer {
  const payout = findPayout(call, call.id);
  const metadata = mergeMetadata(payout.metadata, call.parameters.get(declared.metadata));
  const updated = call.world.store.put<Payout>({ ...payout, metadata });
  record(call, "payout.updated", updated);
  return ok(updated);
}

function cancel(call: Call): Answer {
  const payout = findPayout(call, call.id);
  if (payout.status !== "pending") {
    throw refused(`Payout ${payout.id} cannot be canceled: it is ${payout.status}, and only pending payouts can be.`);
  }
  const { amount, currency, id } = payout;
  const description = `STRIPE PAYOUT CANCEL (${id})`;
  book(call, { amount, currency, description, fee: 0, source: id, type: "payout_cancel" });
  const canceled = call.world.store.put<Payout>({ ...payout, status: "canceled" });
  call.world.agenda.drop("payout.send", id);
  record(call, "payout.canceled", canceled);
  return ok(canceled);
}
