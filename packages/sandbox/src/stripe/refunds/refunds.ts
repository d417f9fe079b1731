import { refundTransaction } from "../balance-transactions.ts";
import { findCharge, refundCharge } from "../charges.ts";
import { type Answer, type Call, type Operation, ok } from "../context.ts";
import { checkStep, moneyText } from "../currencies.ts";
import { isChargedBack } from "../disputes/find-dispute.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { list, listParameters } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import type { Charge, PaymentIntent } from "../objects.ts";
import { choice, integer, metadataParameter, text, unsettable } from "../parameters.ts";
import { findPaymentMethod, testCardOf } from "../payment-methods.ts";
import { invalid, missingObject, Refusal } from "../refusal.ts";
import type { TestCard } from "../test-cards.ts";
import { findRefund } from "./find-refund.ts";
import type { Refund } from "./refund.ts";

const amountToRefund = integer("amount", { min: 1 });
const ofCharge = text("charge");
const ofIntent = text("payment_intent");
const givenMetadata = unsettable(metadataParameter());
const givenReason = choice("reason", ["duplicate", "fraudulent", "requested_by_customer"]);

export const refundOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/refunds",
    accepts: [amountToRefund, ofCharge, givenMetadata, ofIntent, givenReason],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/refunds",
    accepts: [...listParameters, ofCharge, ofIntent],
    run: (call) => list(call, { kind: "refund", url: "/v1/refunds", where: paymentOf(call) }),
  },
  {
    method: "GET",
    path: "/v1/refunds/{refund}",
    forAccounts: true,
    accepts: [],
    run: (call) => ok(call.world.store.find("payment_refund", call.id) ?? findRefund(call, call.id)),
  },
];

function create(call: Call): Answer {
  const { parameters, world } = call;
  const charge = chargeToRefund(call);
  const rest = restOf(call, charge);
  const amount = parameters.get(amountToRefund) ?? rest;
  checkStep(amount, charge.currency, amountToRefund.name);
  if (amount > rest) {
    const [asked, left] = [moneyText(amount, charge.currency), moneyText(rest, charge.currency)];
    throw refused(`Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
  }
  const fate = fateOf(call, charge);
  const described = newRefund(call, charge, amount);
  const transaction = refundTransaction(call, charge, described);
  const waiting = fate === "succeedLater" ? ({ status: "pending", pending_reason: "processing" } as const) : {};
  const refund = world.store.put<Refund>({ ...described, ...waiting, balance_transaction: transaction.id });
  record(call, "refund.created", refund);
  refundCharge(call, charge, amount);
  if (fate) world.agenda.plan(fate === "fails" ? "refund.fail" : "refund.succeed", refund.id, world.soon());
  return ok(refund);
}

/** What the test card does to its refunds, beyond letting them succeed at once. */
function fateOf(call: Call, charge: Charge): TestCard["refunds"] {
  return testCardOf(findPaymentMethod(call, charge.payment_method, "payment_method")).refunds;
}

/** An intent stands for its latest charge: those before it can only have failed. */
function chargeToRefund(call: Call): Charge {
  const [chargeId, intentId] = [call.parameters.get(ofCharge), call.parameters.get(ofIntent)];
  if (chargeId !== undefined && intentId !== undefined) {
    throw invalid("You may only specify one of these parameters: charge, payment_intent.");
  }
  if (chargeId !== undefined) return findCharge(call, chargeId);
  if (intentId !== undefined) {
    const { id, latest_charge: latest } = findIntentOf(call, intentId);
    if (latest === null) throw nothingToRefund(id);
    return findCharge(call, latest);
  }
  throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
}

/** What of a charge can still be refunded; a hold counts as none of it, even after it is let go. */
function restOf(call: Call, charge: Charge): number {
  if (charge.status === "failed") throw nothingToRefund(charge.payment_intent);
  if (!charge.captured) {
    throw refused(
      `This uncaptured Charge was created by a PaymentIntent (${charge.payment_intent}). You must cancel the ` +
        "PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, " +
        "see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method",
    );
  }
  if (charge.disputed && isChargedBack(call, charge.id)) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  }
  if (charge.refunded) {
    throw refused(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  return charge.amount - charge.amount_refunded;
}

function newRefund({ parameters, now }: Call, charge: Charge, amount: number): Refund {
  return {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: mergeMetadata({}, parameters.get(givenMetadata)),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: parameters.get(givenReason) ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}

/** Of one charge, of one intent, of both, or of all. */
function paymentOf(call: Call): Readonly<Record<string, string | undefined>> {
  const [chargeId, intentId] = [call.parameters.get(ofCharge), call.parameters.get(ofIntent)];
  return {
    charge: chargeId === undefined ? undefined : findCharge(call, chargeId).id,
    payment_intent: intentId === undefined ? undefined : findIntentOf(call, intentId).id,
  };
}

function findIntentOf(call: Call, id: string): PaymentIntent {
  const intent = call.world.store.find("payment_intent", id);
  if (!intent) throw missingObject("payment_intent", id, ofIntent.name);
  return intent;
}

function nothingToRefund(intentId: string): Refusal {
  return refused(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
}

function refused(message: string, details: { code?: string; param?: string } = {}): Refusal {
  return new Refusal(400, { type: "invalid_request_error", message, ...details }, true);
}
