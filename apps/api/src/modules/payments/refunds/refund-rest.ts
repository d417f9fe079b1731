import type { Refund } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import { spreadOverLines } from "../payment-lines.ts";
import { factsOf, lockPayment } from "../store.ts";
import { refundWork } from "./refund-work.ts";
import { claimedBack, requestRefund } from "./request-refund.ts";

/** Gives all that is left of a captured payment back, after this transaction has committed. */
export async function refundRest(scope: CommandScope, reference: string, reason: Refund["reason"]): Promise<void> {
  const payment = await lockPayment(scope, reference);
  const left = payment ? payment.captured_minor - payment.refunding_minor - payment.disputed_minor : 0;
  if (!payment || payment.captured_minor === 0) throw new Error(`the payment for ${reference} was never captured`);
  // All of it is on its way back, or a bank has it.
  if (left === 0) return;
  const amount = { amount: left, currency: payment.currency };
  const parts = spreadOverLines(factsOf(payment).lines, await claimedBack(scope, payment.id), amount);
  scope.later(refundWork, await requestRefund(scope, payment, { parts, reason, requestedBy: null }));
}
