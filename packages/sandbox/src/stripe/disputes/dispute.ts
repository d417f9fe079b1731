import type { BalanceTransaction, Metadata } from "../objects.ts";

export type DisputeStatus =
  | "warning_needs_response"
  | "warning_under_review"
  | "warning_closed"
  | "needs_response"
  | "under_review"
  | "won"
  | "lost";

/** Texts by field, null where there is none; only `enhanced_evidence` is an object, and always empty here. */
export type Evidence = Readonly<Record<string, string | null | Readonly<Record<string, never>>>>;

export interface Dispute {
  readonly id: string;
  readonly object: "dispute";
  readonly amount: number;
  readonly balance_transactions: readonly BalanceTransaction[];
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly enhanced_eligibility_types: readonly string[];
  readonly evidence: Evidence;
  readonly evidence_details: EvidenceDetails;
  readonly intended_submission_method: null;
  readonly is_charge_refundable: boolean;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly payment_method_details: { readonly card: DisputedCard; readonly type: "card" };
  readonly reason: string;
  readonly status: DisputeStatus;
}

export interface EvidenceDetails {
  readonly due_by: number;
  readonly enhanced_eligibility: Readonly<Record<string, never>>;
  readonly has_evidence: boolean;
  readonly past_due: boolean;
  readonly submission_count: number;
  readonly submission_method: "manual" | "not_submitted";
}

export interface DisputedCard {
  readonly brand: string;
  readonly case_type: "chargeback" | "inquiry";
  readonly network: string;
  readonly network_reason_code: string | null;
}

export const evidenceFields = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const;

const closed: readonly DisputeStatus[] = ["warning_closed", "won", "lost"];

export function isClosed({ status }: Dispute): boolean {
  return closed.includes(status);
}

/** The bank only asks: no money is taken, and the charge can still be refunded. */
export function isInquiry({ payment_method_details }: Dispute): boolean {
  return payment_method_details.card.case_type === "inquiry";
}
