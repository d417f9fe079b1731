import type {
  Account,
  BankAccount,
  Payment,
  PaymentRefund,
  Payout,
  Topup,
  Transfer,
  TransferReversal,
} from "./connect/objects.ts";
import type { Dispute } from "./disputes/dispute.ts";
import { isRecord } from "./guards.ts";
import type { Refund } from "./refunds/refund.ts";

/** Kinds of stored object: the name in their `object` field, but for the two that `kindOf` tells apart. */
export interface ObjectKinds {
  payment_intent: PaymentIntent;
  payment_method: PaymentMethod;
  charge: Charge;
  balance_transaction: BalanceTransaction;
  refund: Refund;
  dispute: Dispute;
  event: StripeEvent;
  account: Account;
  bank_account: BankAccount;
  transfer: Transfer;
  transfer_reversal: TransferReversal;
  payment: Payment;
  payment_refund: PaymentRefund;
  payout: Payout;
  topup: Topup;
}
export type Kind = keyof ObjectKinds;
export type AnyObject = ObjectKinds[Kind];
export type Metadata = Readonly<Record<string, string>>;

export type IntentStatus =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "succeeded"
  | "canceled";

export interface PaymentIntent {
  readonly id: string;
  readonly object: "payment_intent";
  readonly allowed_payment_method_types: null;
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_details: { readonly tip: Readonly<Record<string, never>> };
  readonly amount_received: number;
  readonly application: null;
  readonly application_fee_amount: null;
  readonly automatic_payment_methods: { readonly allow_redirects: "always" | "never"; readonly enabled: true } | null;
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
  readonly capture_method: "automatic" | "automatic_async" | "manual";
  readonly client_secret: string;
  readonly confirmation_method: "automatic" | "manual";
  readonly created: number;
  readonly currency: string;
  readonly customer: null;
  readonly customer_account: null;
  readonly description: string | null;
  readonly excluded_payment_method_types: null;
  readonly last_payment_error: PaymentError | null;
  readonly latest_charge: string | null;
  readonly livemode: false;
  readonly managed_payments: null;
  readonly metadata: Metadata;
  readonly next_action: NextAction | null;
  readonly on_behalf_of: null;
  readonly payment_method: string | null;
  readonly payment_method_configuration_details: null;
  readonly payment_method_options: { readonly card: Readonly<Record<string, string | null>> };
  readonly payment_method_types: readonly string[];
  readonly payment_record: null;
  readonly processing: null;
  readonly receipt_email: string | null;
  readonly review: null;
  readonly setup_future_usage: null;
  readonly shipping: null;
  readonly source: null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: string | null;
  readonly status: IntentStatus;
  readonly transfer_data: null;
  readonly transfer_group: string | null;
}

export type NextAction =
  | {
      readonly type: "redirect_to_url";
      readonly redirect_to_url: { readonly return_url: string; readonly url: string };
    }
  | { readonly type: "use_stripe_sdk"; readonly use_stripe_sdk: Readonly<Record<string, string>> };

export interface PaymentError {
  readonly type: "card_error" | "invalid_request_error";
  readonly code: string;
  readonly message: string;
  readonly doc_url: string;
  readonly charge?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly payment_method: PaymentMethod;
}

export interface BillingDetails {
  readonly address: null;
  readonly email: null;
  readonly name: null;
  readonly phone: null;
  readonly tax_id: null;
}

export interface PaymentMethod {
  readonly id: string;
  readonly object: "payment_method";
  readonly allow_redisplay: "unspecified";
  readonly billing_details: BillingDetails;
  readonly card: Card;
  readonly created: number;
  readonly customer: null;
  readonly customer_account: null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly type: "card";
}

export interface Card {
  readonly brand: string;
  readonly checks: Readonly<Record<string, string | null>>;
  readonly country: string;
  readonly display_brand: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: string;
  readonly generated_from: null;
  readonly last4: string;
  readonly networks: { readonly available: readonly string[]; readonly preferred: null };
  readonly regulated_status: "unregulated";
  readonly three_d_secure_usage: { readonly supported: boolean };
  readonly wallet: null;
}

export interface Charge {
  readonly id: string;
  readonly object: "charge";
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly application: null;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly balance_transaction: string | null;
  readonly billing_details: BillingDetails;
  readonly calculated_statement_descriptor: string;
  readonly captured: boolean;
  readonly created: number;
  readonly currency: string;
  readonly customer: null;
  readonly description: string | null;
  readonly disputed: boolean;
  readonly failure_balance_transaction: null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly fraud_details: Readonly<Record<string, string>>;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly on_behalf_of: null;
  readonly outcome: Outcome;
  readonly paid: boolean;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly payment_method_details: { readonly card: ChargedCard; readonly type: "card" };
  readonly radar_options: Readonly<Record<string, never>>;
  readonly receipt_email: string | null;
  readonly receipt_number: null;
  readonly receipt_url: null;
  readonly refunded: boolean;
  readonly review: null;
  readonly shipping: null;
  readonly source: null;
  readonly source_transfer: null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: string | null;
  readonly status: "succeeded" | "pending" | "failed";
  readonly transfer_data: null;
  readonly transfer_group: string | null;
}

export interface Outcome {
  readonly advice_code: string | null;
  readonly network_advice_code: null;
  readonly network_decline_code: string | null;
  readonly network_status: string;
  readonly reason: string | null;
  readonly risk_level: string;
  readonly risk_score: number;
  readonly seller_message: string;
  readonly type: string;
}

export interface ChargedCard
  extends Omit<Card, "display_brand" | "generated_from" | "networks" | "three_d_secure_usage"> {
  readonly amount_authorized: number | null;
  readonly authorization_code: null;
  /** When a hold ends, in seconds since the epoch; for manual capture only. */
  readonly capture_before?: number;
  readonly electronic_commerce_indicator: null;
  readonly installments: null;
  readonly mandate: null;
  readonly network: string;
  readonly network_transaction_id: string;
  readonly three_d_secure: null;
  readonly transaction_link_id: null;
}

export interface BalanceTransaction {
  readonly id: string;
  readonly object: "balance_transaction";
  readonly amount: number;
  readonly available_on: number;
  readonly balance_type: "payments";
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly exchange_rate: null;
  readonly fee: number;
  readonly fee_details: readonly FeeDetail[];
  readonly net: number;
  readonly reporting_category: string;
  readonly source: string;
  readonly status: "pending" | "available";
  readonly type: string;
}

export interface FeeDetail {
  readonly amount: number;
  readonly application: null;
  readonly currency: string;
  readonly description: string;
  readonly type: "stripe_fee";
}

export interface StripeEvent {
  readonly id: string;
  readonly object: "event";
  readonly account?: string;
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: AnyObject };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}

/** Rows are written by this program only, so their `object` and their id say what they are. */
export function isKind<K extends Kind>(kind: K, value: unknown): value is ObjectKinds[K] {
  return isNamed(value) && kindOf(value) === kind;
}

/** A transfer is a charge without a card to the account that gets it, and its reversal a refund. */
export function kindOf({ id, object }: Named): string {
  if (object === "charge" && id.startsWith("py_")) return "payment";
  if (object === "refund" && id.startsWith("pyr_")) return "payment_refund";
  return object;
}

interface Named {
  readonly id: string;
  readonly object: string;
}

function isNamed(value: unknown): value is Named {
  return isRecord(value) && typeof value["object"] === "string" && typeof value["id"] === "string";
}
