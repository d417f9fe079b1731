const later = "added to the API after 2023-08-16; in the types of the SDK for 2026-10-28.endive";
const noAlternatives = "an alternative in the API of 2026 that this sandbox never offers, so always null";

/** Fields that the sandbox shows and the description of 2023-08-16 lacks, by schema, with the reason. */
export const newerFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account_business_profile: {
    annual_revenue: later,
    estimated_worker_count: later,
    minority_owned_business_designation: later,
    specified_commercial_transactions_act_url: later,
  },
  account_unification_account_controller: {
    fees: later,
    losses: later,
    requirement_collection: later,
    stripe_dashboard: later,
  },
  api_errors: { advice_code: later, network_decline_code: later },
  balance_transaction: { balance_type: later },
  billing_details: { tax_id: later },
  charge: { source: "left out of the description, as it belongs to older ways to pay; always null" },
  charge_outcome: { advice_code: later, network_advice_code: later, network_decline_code: later },
  dispute: { enhanced_eligibility_types: later, intended_submission_method: later },
  dispute_evidence: { enhanced_evidence: later },
  dispute_evidence_details: { enhanced_eligibility: later, submission_method: later },
  dispute_payment_method_details_card: { case_type: later, network: later },
  payment_intent: {
    allowed_payment_method_types: noAlternatives,
    customer_account: noAlternatives,
    excluded_payment_method_types: noAlternatives,
    managed_payments: noAlternatives,
    payment_method_configuration_details: noAlternatives,
    payment_record: noAlternatives,
    source: "left out of the description, as it belongs to older ways to pay; always null",
  },
  payment_method: { allow_redisplay: later, customer_account: noAlternatives },
  payment_method_card: { display_brand: later, regulated_status: later },
  payment_method_details_card: {
    amount_authorized: later,
    authorization_code: later,
    capture_before: later,
    electronic_commerce_indicator: later,
    network_transaction_id: later,
    regulated_status: later,
    transaction_link_id: later,
  },
  payout: { application_fee: later, application_fee_amount: later, payout_method: later, trace_id: later },
  refund: {
    customer: later,
    customer_account: noAlternatives,
    destination_details: later,
    payment_method: later,
    pending_reason: later,
  },
};

/** Parameters that the sandbox accepts and the description lacks, as `METHOD /path name`, with the reason. */
export const newerParameters: Readonly<Record<string, string>> = {
  "POST /v1/accounts controller": later,
  "POST /v1/accounts controller[fees]": later,
  "POST /v1/accounts controller[losses]": later,
  "POST /v1/accounts controller[requirement_collection]": later,
  "POST /v1/accounts controller[stripe_dashboard]": later,
};
