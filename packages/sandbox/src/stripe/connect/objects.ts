import type { BillingDetails, Charge, Metadata } from "../objects.ts";
import type { Refund } from "../refunds/refund.ts";

export interface Page<T> {
  readonly object: "list";
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

export type CapabilityStatus = "active" | "inactive";

export interface Account {
  readonly id: string;
  readonly object: "account";
  readonly business_profile: BusinessProfile;
  readonly business_type: "company" | "individual" | null;
  readonly capabilities: Readonly<Partial<Record<Capability, CapabilityStatus>>>;
  readonly charges_enabled: boolean;
  readonly controller: Controller;
  readonly country: string;
  readonly created: number;
  readonly default_currency: string;
  readonly details_submitted: boolean;
  readonly email: string | null;
  readonly external_accounts: Page<BankAccount>;
  readonly future_requirements: Requirements;
  readonly metadata: Metadata;
  readonly payouts_enabled: boolean;
  readonly requirements: Requirements;
  readonly settings: AccountSettings;
  readonly tos_acceptance: TosAcceptance;
  readonly type: "custom" | "express" | "none";
}

export type Capability = "card_payments" | "transfers";

export interface BusinessProfile {
  readonly annual_revenue: null;
  readonly estimated_worker_count: null;
  readonly mcc: string | null;
  readonly minority_owned_business_designation: null;
  readonly name: string | null;
  readonly product_description: string | null;
  readonly specified_commercial_transactions_act_url: null;
  readonly support_address: null;
  readonly support_email: string | null;
  readonly support_phone: string | null;
  readonly support_url: string | null;
  readonly url: string | null;
}

export interface Controller {
  readonly fees: { readonly payer: string };
  readonly is_controller: true;
  readonly losses: { readonly payments: "application" };
  readonly requirement_collection: "application" | "stripe";
  readonly stripe_dashboard: { readonly type: "express" | "none" };
  readonly type: "application";
}

export interface Requirements {
  readonly alternatives: readonly never[];
  readonly current_deadline: null;
  readonly currently_due: readonly string[];
  readonly disabled_reason: string | null;
  readonly errors: readonly never[];
  readonly eventually_due: readonly string[];
  readonly past_due: readonly string[];
  readonly pending_verification: readonly never[];
}

export interface AccountSettings {
  readonly branding: Readonly<Record<"icon" | "logo" | "primary_color" | "secondary_color", null>>;
  readonly card_payments: {
    readonly decline_on: { readonly avs_failure: false; readonly cvc_failure: false };
    readonly statement_descriptor_prefix: null;
    readonly statement_descriptor_prefix_kana: null;
    readonly statement_descriptor_prefix_kanji: null;
  };
  readonly dashboard: { readonly display_name: string | null; readonly timezone: "Etc/UTC" };
  readonly payments: Readonly<
    Record<
      | "statement_descriptor"
      | "statement_descriptor_kana"
      | "statement_descriptor_kanji"
      | "statement_descriptor_prefix_kana"
      | "statement_descriptor_prefix_kanji",
      null
    >
  >;
  readonly payouts: PayoutSettings;
}

export interface PayoutSettings {
  readonly debit_negative_balances: boolean;
  readonly schedule: { readonly delay_days: number; readonly interval: "daily" | "manual" };
  readonly statement_descriptor: string | null;
}

export interface TosAcceptance {
  readonly date: number | null;
  readonly ip?: string | null;
  readonly service_agreement?: string;
  readonly user_agent?: string | null;
}

export interface BankAccount {
  readonly id: string;
  readonly object: "bank_account";
  /** Null for the platform's own. */
  readonly account: string | null;
  readonly account_holder_name: string | null;
  readonly account_holder_type: "company" | "individual" | null;
  readonly account_type: null;
  readonly available_payout_methods: readonly ["standard"];
  readonly bank_name: string;
  readonly country: string;
  readonly currency: string;
  readonly default_for_currency: boolean;
  readonly fingerprint: string;
  readonly future_requirements: ExternalRequirements;
  readonly last4: string;
  readonly metadata: Metadata;
  readonly requirements: ExternalRequirements;
  readonly routing_number: string | null;
  readonly status: "errored" | "new";
}

export type ExternalRequirements = Readonly<
  Record<"currently_due" | "errors" | "past_due" | "pending_verification", readonly never[]>
>;

export interface Transfer {
  readonly id: string;
  readonly object: "transfer";
  readonly amount: number;
  readonly amount_reversed: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly destination_payment: string;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly reversals: Page<TransferReversal>;
  readonly reversed: boolean;
  readonly source_transaction: string | null;
  readonly source_type: "card";
  readonly transfer_group: string | null;
}

export interface TransferReversal {
  readonly id: string;
  readonly object: "transfer_reversal";
  readonly amount: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly destination_payment_refund: string;
  readonly metadata: Metadata;
  readonly source_refund: null;
  readonly transfer: string;
}

export type PayoutStatus = "canceled" | "failed" | "in_transit" | "paid" | "pending";

export interface Payout {
  readonly id: string;
  readonly object: "payout";
  readonly amount: number;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly arrival_date: number;
  readonly automatic: false;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly method: "standard";
  readonly original_payout: null;
  readonly payout_method: null;
  readonly reconciliation_status: "not_applicable";
  readonly reversed_by: null;
  readonly source_type: "card";
  readonly statement_descriptor: string | null;
  readonly status: PayoutStatus;
  readonly trace_id: { readonly status: "pending" | "supported"; readonly value: string | null } | null;
  readonly type: "bank_account";
}

export interface Topup {
  readonly id: string;
  readonly object: "topup";
  readonly amount: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly expected_availability_date: number;
  readonly failure_code: null;
  readonly failure_message: null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly source: null;
  readonly statement_descriptor: string | null;
  readonly status: "succeeded";
  readonly transfer_group: string | null;
}

type PaymentOnly =
  | "billing_details"
  | "calculated_statement_descriptor"
  | "outcome"
  | "payment_intent"
  | "payment_method"
  | "payment_method_details"
  | "source_transfer";

/** What a transfer is to the account that receives it: a charge without a card, whose id begins with py. */
export interface Payment extends Omit<Charge, PaymentOnly> {
  readonly billing_details: BillingDetails;
  readonly calculated_statement_descriptor: null;
  readonly outcome: null;
  readonly payment_intent: null;
  readonly payment_method: null;
  readonly payment_method_details: {
    readonly stripe_account: Readonly<Record<string, never>>;
    readonly type: "stripe_account";
  };
  readonly source_transfer: string;
}

/** What the reversal of a transfer is to that account; its id begins with pyr. */
export interface PaymentRefund
  extends Omit<Refund, "balance_transaction" | "destination_details" | "payment_intent" | "payment_method"> {
  readonly balance_transaction: string;
  readonly payment_intent: null;
  readonly payment_method: null;
  readonly source_transfer_reversal: null;
}
