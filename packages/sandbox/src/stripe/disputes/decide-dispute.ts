import { findCharge } from "../charges.ts";
import type { Context } from "../context.ts";
import { record } from "../events.ts";
import { failPendingRefunds } from "../refunds/fail-refund.ts";
import { type Dispute, isClosed, isInquiry } from "./dispute.ts";
import { reinstate, withdraw } from "./dispute-money.ts";
import { dueBy } from "./open-dispute.ts";
import { isDisputeReason, networkReasonCode } from "./reasons.ts";

/** The bank's word, after which nothing moves any more. An inquiry only ends: there was nothing to win or lose. */
export function decideDispute(context: Context, dispute: Dispute, outcome: "won" | "lost"): Dispute {
  if (isClosed(dispute)) return dispute;
  context.world.agenda.dropAll(dispute.id);
  if (isInquiry(dispute)) return close(context, { ...dispute, status: "warning_closed" });
  if (outcome === "lost") return close(context, { ...dispute, status: "lost" });
  const won: Dispute = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, reinstate(context, dispute)],
    is_charge_refundable: true,
    status: "won",
  };
  record(context, "charge.dispute.funds_reinstated", context.world.store.put(won));
  return close(context, won);
}

/** Nobody answered in time. */
export function expireDispute(context: Context, dispute: Dispute): void {
  const evidence_details = { ...dispute.evidence_details, past_due: true };
  const isOpen = dispute.status === "needs_response" || dispute.status === "warning_needs_response";
  if (isOpen) decideDispute(context, { ...dispute, evidence_details }, "lost");
}

/** An inquiry becomes a chargeback of what was not refunded meanwhile. */
export function escalateInquiry(context: Context, dispute: Dispute): void {
  if (!isInquiry(dispute) || isClosed(dispute)) return;
  const charge = findCharge(context, dispute.charge);
  const amount = Math.min(dispute.amount, charge.amount - charge.amount_refunded);
  if (amount === 0) {
    decideDispute(context, dispute, "won");
    return;
  }
  const card = dispute.payment_method_details.card;
  const code = isDisputeReason(dispute.reason) ? networkReasonCode(dispute.reason, card.network, false) : null;
  const escalated: Dispute = {
    ...dispute,
    amount,
    evidence_details: { ...dispute.evidence_details, due_by: dueBy(context.now) },
    is_charge_refundable: false,
    payment_method_details: { card: { ...card, case_type: "chargeback", network_reason_code: code }, type: "card" },
    status: "needs_response",
  };
  const withdrawn = context.world.store.put<Dispute>({
    ...escalated,
    balance_transactions: [withdraw(context, escalated)],
  });
  context.world.agenda.dropAll(dispute.id);
  context.world.agenda.plan("dispute.expire", dispute.id, withdrawn.evidence_details.due_by * 1000);
  record(context, "charge.dispute.updated", withdrawn);
  record(context, "charge.dispute.funds_withdrawn", withdrawn);
  failPendingRefunds(context, charge);
}

function close(context: Context, closed: Dispute): Dispute {
  record(context, "charge.dispute.closed", context.world.store.put(closed));
  return closed;
}
