import { expireAuthorization } from "../cancellation.ts";
import { findCharge } from "../charges.ts";
import { decideDispute, escalateInquiry } from "../disputes/decide-dispute.ts";
import { isClosed, isInquiry } from "../disputes/dispute.ts";
import { findDispute } from "../disputes/find-dispute.ts";
import { openDispute } from "../disputes/open-dispute.ts";
import { disputeReasons } from "../disputes/reasons.ts";
import { boolean, choice, integer, text } from "../parameters.ts";
import { findIntent } from "../payment-intents.ts";
import { failRefund, failureReasons } from "../refunds/fail-refund.ts";
import { findRefund } from "../refunds/find-refund.ts";
import { invalid } from "../refusal.ts";
import type { ConsoleCall, ConsoleRoute } from "./console-route.ts";

const ofCharge = text("charge");
const amount = integer("amount", { min: 1 });
const reason = choice("reason", disputeReasons);
const asInquiry = boolean("inquiry");
const outcome = choice("outcome", ["won", "lost", "escalated"]);
const failureReason = choice("reason", failureReasons);

export const paymentRoutes: readonly ConsoleRoute[] = [
  {
    method: "POST",
    path: /^\/test\/disputes$/,
    accepts: [ofCharge, amount, reason, asInquiry],
    run: (call) =>
      openDispute(call, {
        charge: findCharge(call, call.parameters.need(ofCharge)),
        amount: call.parameters.get(amount),
        reason: call.parameters.get(reason) ?? "fraudulent",
        isInquiry: call.parameters.get(asInquiry) ?? false,
      }),
  },
  { method: "POST", path: /^\/test\/disputes\/(\w+)\/decide$/, accepts: [outcome], run: decide },
  { method: "POST", path: /^\/test\/refunds\/(\w+)\/fail$/, accepts: [failureReason], run: fail },
  { method: "POST", path: /^\/test\/holds\/(\w+)\/expire$/, accepts: [], run: expire },
];

function decide(call: ConsoleCall): object {
  const dispute = findDispute(call, call.id);
  const decision = call.parameters.need(outcome);
  if (isClosed(dispute)) throw invalid(`Dispute ${dispute.id} is already ${dispute.status}.`);
  if (decision !== "escalated") return decideDispute(call, dispute, decision);
  if (!isInquiry(dispute)) throw invalid(`Dispute ${dispute.id} is no inquiry, so it cannot be escalated.`);
  escalateInquiry(call, dispute);
  return findDispute(call, dispute.id);
}

function fail(call: ConsoleCall): object {
  const refund = findRefund(call, call.id);
  if (refund.status === "failed") throw invalid(`Refund ${refund.id} has already failed.`);
  return failRefund(call, refund, call.parameters.get(failureReason) ?? "unknown");
}

function expire(call: ConsoleCall): object {
  const { id, status } = findIntent(call, call.id);
  if (status !== "requires_capture") throw invalid(`Payment ${id} has a status of ${status}, so it holds nothing.`);
  expireAuthorization(call, id);
  return findIntent(call, id);
}
