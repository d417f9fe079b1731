import type { Money } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import type { PaymentLine } from "./payment-lines.ts";

export interface PaymentOrder {
  /** The payment's own id, chosen by the caller so that both rows can be written in one round trip. */
  readonly id: string;
  /** What is paid for: payments knows no more of it. */
  readonly reference: string;
  readonly payerId: string;
  readonly payeeId: string;
  /** In the currency that the payer pays in. */
  readonly amount: Money;
  /** What the payee is owed in. */
  readonly settleCurrency: Money["currency"];
  /** The payer's lines sum to the amount. */
  readonly lines: readonly PaymentLine[];
  /** `manual` withholds the amount until `capturePayment`. */
  readonly capture: "automatic" | "manual";
  /** Until when attempts may begin. */
  readonly payBy: Date;
}

/** Opens the one payment of a reference, without asking the provider for anything yet. */
export async function openPayment({ sql, now }: CommandScope, order: PaymentOrder): Promise<void> {
  const { id, reference, payerId, payeeId, amount, settleCurrency, lines, capture, payBy } = order;
  await sql.run(
    "payment_open",
    `insert into payment (id, reference, payer_id, payee_id, provider, currency, amount_minor, settle_currency, lines,
       capture_method, status, pay_by, created_at)
     values ($1, $2, $3, $4, 'stripe', $5, $6, $7, $8, $9, 'requires_payment', $10, $11)`,
    [
      id,
      reference,
      payerId,
      payeeId,
      amount.currency,
      amount.amount,
      settleCurrency,
      JSON.stringify(lines),
      capture,
      payBy,
      now,
    ],
  );
}
