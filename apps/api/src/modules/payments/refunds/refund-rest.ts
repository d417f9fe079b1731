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
  if (!payment || left <= 0) throw new Error(`the payment for ${reference} has nothing to give back`);
  const amount = { amount: left, currency: payment.currency };
  const parts = spreadOverLines(factsOf(payment).lines, await claimedBack(scope, payment.id), amount);
  scope.later(refundWork, await requestRefund(scope, payment, { parts, reason, requestedBy: null }));
}
