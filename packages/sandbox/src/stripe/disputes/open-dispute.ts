import { findCharge } from "../charges.ts";
import type { Context } from "../context.ts";
import { checkStep, moneyText } from "../currencies.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import type { Charge } from "../objects.ts";
import { findPaymentMethod, testCardOf } from "../payment-methods.ts";
import { failPendingRefunds } from "../refunds/fail-refund.ts";
import { invalid } from "../refusal.ts";
import { type Dispute, evidenceFields } from "./dispute.ts";
import { withdraw } from "./dispute-money.ts";
import { disputesOf } from "./find-dispute.ts";
import { type DisputeReason, networkReasonCode } from "./reasons.ts";

const DAY = 86_400;
const DAYS_TO_RESPOND = 8;

export interface Opening {
  readonly charge: Charge;
  /** All that is left of the charge, where it is not said. */
  readonly amount?: number | undefined;
  readonly reason: DisputeReason;
  readonly isInquiry: boolean;
}

/** A cardholder disputes a payment at the bank. */
export function openDispute(context: Context, opening: Opening): Dispute {
  const { charge, reason, isInquiry } = opening;
  const amount = amountToDispute(context, opening);
  const asked = newDispute(context, { charge, amount, reason, isInquiry });
  const dispute = context.world.store.put<Dispute>(
    isInquiry ? asked : { ...asked, balance_transactions: [withdraw(context, asked)] },
  );
  context.world.store.put<Charge>({ ...charge, disputed: true });
  context.world.agenda.plan("dispute.expire", dispute.id, dispute.evidence_details.due_by * 1000);
  record(context, "charge.dispute.created", dispute);
  if (!isInquiry) {
    record(context, "charge.dispute.funds_withdrawn", dispute);
    failPendingRefunds(context, charge);
  }
  return dispute;
}

/** What the test card of a captured charge does to it. */
export function openDisputeOfCard(context: Context, chargeId: string): void {
  const charge = findCharge(context, chargeId);
  const method = findPaymentMethod(context, charge.payment_method, "payment_method");
  const { dispute } = testCardOf(method);
  if (dispute && restOf(context, charge) > 0) openDispute(context, { charge, ...dispute });
}

/** The last second of the day, as the networks count days. */
export function dueBy(now: number): number {
  return Math.floor((now + DAYS_TO_RESPOND * DAY) / DAY) * DAY + DAY - 1;
}

function amountToDispute(context: Context, { charge, amount }: Opening): number {
  if (!charge.captured || !charge.paid) {
    throw invalid(`Charge ${charge.id} took no money, so there is nothing to dispute.`, { param: "charge" });
  }
  const rest = restOf(context, charge);
  if (amount !== undefined) checkStep(amount, charge.currency, "amount");
  // Below zero where a charge was refunded while an inquiry asks about all of it.
  if (rest <= 0) throw invalid(`Charge ${charge.id} has nothing left to dispute.`, { param: "charge" });
  if (amount === undefined || amount <= rest) return amount ?? rest;
  const [asked, left] = [moneyText(amount, charge.currency), moneyText(rest, charge.currency)];
  throw invalid(`Disputed amount (${asked}) is greater than what is left of the charge (${left})`, { param: "amount" });
}

function restOf(context: Context, charge: Charge): number {
  const disputes = charge.disputed ? disputesOf(context, charge.id) : [];
  const taken = disputes.filter(({ status }) => status !== "won" && status !== "warning_closed");
  return taken.reduce((rest, { amount }) => rest - amount, charge.amount - charge.amount_refunded);
}

function newDispute({ now }: Context, opening: Opening & { readonly amount: number }): Dispute {
  const { charge, amount, reason, isInquiry } = opening;
  const { brand, network } = charge.payment_method_details.card;
  return {
    id: newId("du"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...Object.fromEntries(evidenceFields.map((name) => [name, null])), enhanced_evidence: {} },
    evidence_details: {
      due_by: dueBy(now),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: isInquiry ? "inquiry" : "chargeback",
        network,
        network_reason_code: networkReasonCode(reason, network, isInquiry),
      },
      type: "card",
    },
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
}
