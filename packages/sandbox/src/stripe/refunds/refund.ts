import type { Metadata } from "../objects.ts";

export interface Refund {
  readonly id: string;
  readonly object: "refund";
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly customer: null;
  readonly customer_account: null;
  readonly destination_details: { readonly card: Readonly<Record<string, string>>; readonly type: "card" };
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly reason: string | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: "failed" | "pending" | "succeeded";
  readonly transfer_reversal: null;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly pending_reason?: "processing";
}
