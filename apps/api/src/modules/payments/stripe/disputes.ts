import type { ChargebackEvidence } from "@roost/contract";
import type Stripe from "stripe";
import type { DisputeGateway, DisputeState } from "../dispute-gateway.ts";
import { fromStripe } from "./amounts.ts";
import { certain, idOf } from "./client.ts";

export function stripeDisputes(stripe: Stripe): DisputeGateway {
  const retrieve = (disputeRef: string) => certain(async () => stateOf(await stripe.disputes.retrieve(disputeRef)));
  return {
    retrieveDispute: retrieve,
    submitEvidence: ({ key, disputeRef, evidence, submit }) =>
      certain(async () =>
        stateOf(
          await stripe.disputes.update(
            disputeRef,
            { evidence: stripeEvidence(evidence), submit },
            { idempotencyKey: key },
          ),
        ),
      ),
    async acceptDispute(disputeRef, key) {
      const closed = await certain(async () =>
        stateOf(await stripe.disputes.close(disputeRef, {}, { idempotencyKey: key })),
      );
      if (!("rejected" in closed)) return closed;
      // It may have been decided before us: then that is how it stands.
      const now = await retrieve(disputeRef);
      return "rejected" in now || now.status === "won" || now.status === "lost" ? now : closed;
    },
  };
}

const fieldNames = {
  accessActivityLog: "access_activity_log",
  billingAddress: "billing_address",
  cancellationPolicyDisclosure: "cancellation_policy_disclosure",
  cancellationRebuttal: "cancellation_rebuttal",
  customerEmailAddress: "customer_email_address",
  customerName: "customer_name",
  customerPurchaseIp: "customer_purchase_ip",
  duplicateChargeExplanation: "duplicate_charge_explanation",
  duplicateChargeId: "duplicate_charge_id",
  productDescription: "product_description",
  refundPolicyDisclosure: "refund_policy_disclosure",
  refundRefusalExplanation: "refund_refusal_explanation",
  serviceDate: "service_date",
  uncategorizedText: "uncategorized_text",
} as const satisfies Record<keyof ChargebackEvidence, keyof Stripe.DisputeUpdateParams.Evidence>;

type TextField = (typeof fieldNames)[keyof typeof fieldNames];
const nameOf = new Map<string, TextField>(Object.entries(fieldNames));

function stripeEvidence(evidence: ChargebackEvidence): Partial<Record<TextField, string>> {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([field, text]) => {
      const name = nameOf.get(field);
      return name === undefined ? [] : [[name, text]];
    }),
  );
}

const stateOf = (dispute: Stripe.Dispute): DisputeState => ({
  disputeRef: dispute.id,
  providerRef: idOf(dispute.payment_intent),
  chargeRef: idOf(dispute.charge),
  status: statusOf(dispute.status),
  reason: dispute.reason,
  amountMinor: fromStripe(dispute.amount, dispute.currency),
  currency: dispute.currency.toUpperCase(),
  evidenceDueBy: dispute.evidence_details.due_by === null ? null : instantOf(dispute.evidence_details.due_by),
  isSubmitted: dispute.evidence_details.submission_count > 0,
  openedAt: instantOf(dispute.created),
  movements: dispute.balance_transactions.map(({ id, amount, fee, currency }) => ({
    ref: id,
    amountMinor: fromStripe(amount, currency),
    feeMinor: fromStripe(fee, currency),
    currency: currency.toUpperCase(),
  })),
});

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

function statusOf(status: string): DisputeState["status"] {
  switch (status) {
    case "warning_needs_response":
    case "warning_under_review":
      return "inquiry";
    // Prevented: the network was told of a refund before a chargeback came of it.
    case "warning_closed":
    case "prevented":
      return "closed";
    case "needs_response":
    case "under_review":
    case "won":
    case "lost":
      return status;
    default:
      throw new Error(`Stripe answered a dispute status that is not known: ${status}`);
  }
}
