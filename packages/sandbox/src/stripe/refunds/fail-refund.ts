import { book } from "../balance-transactions.ts";
import { findCharge, unrefundCharge } from "../charges.ts";
import type { Context } from "../context.ts";
import { record } from "../events.ts";
import { type Charge, isKind } from "../objects.ts";
import type { Refund } from "./refund.ts";

export const failureReasons = [
  "charge_for_pending_refund_disputed",
  "declined",
  "expired_or_canceled_card",
  "insufficient_funds",
  "lost_or_stolen_card",
  "merchant_request",
  "unknown",
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** The money comes back from the card's bank to the balance, and can be refunded again. */
export function failRefund(context: Context, refund: Refund, reason: FailureReason): Refund {
  if (refund.status === "failed") return refund;
  const { amount, currency, id } = refund;
  const charge = findCharge(context, refund.charge);
  const of = charge.description === null ? "" : ` (${charge.description})`;
  const description = `REFUND FAILURE FOR CHARGE${of}`;
  const transaction = book(context, { amount, currency, description, fee: 0, source: id, type: "refund_failure" });
  const { pending_reason: _, ...decided } = refund;
  const failed = context.world.store.put<Refund>({
    ...decided,
    failure_balance_transaction: transaction.id,
    failure_reason: reason,
    status: "failed",
  });
  context.world.agenda.dropAll(id);
  unrefundCharge(context, charge, amount);
  for (const type of ["refund.updated", "charge.refund.updated", "refund.failed"]) record(context, type, failed);
  return failed;
}

/** What was on its way when the network took the charge back. */
export function failPendingRefunds(context: Context, charge: Charge): void {
  if (charge.amount_refunded === 0) return;
  const created = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const page = context.world.store.page({
    kind: "refund",
    label: "*",
    where: { charge: charge.id },
    created,
    limit: 100,
  });
  for (const found of page.data) {
    if (isKind("refund", found) && found.status === "pending") {
      failRefund(context, found, "charge_for_pending_refund_disputed");
    }
  }
}
