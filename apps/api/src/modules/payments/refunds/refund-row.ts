import type { Refund } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import { LinePart } from "../payment-lines.ts";
import type { PaymentRow } from "../store.ts";

export interface RefundRow {
  readonly id: string;
  readonly payment_id: string;
  readonly status: Refund["status"];
  readonly reason: Refund["reason"];
  readonly note: string | null;
  readonly amount_minor: number;
  readonly lines: unknown;
  readonly provider_ref: string | null;
  readonly failed_refs: readonly string[];
  readonly failure_code: string | null;
  readonly attempts: number;
  readonly created_at: string;
  readonly settled_at: string | null;
}

/** A refund by our id or the provider's; its payment is locked, so nobody changes it meanwhile. */
export const findRefund = (sql: Sql, by: { id: string | null; ref: string | null }): Promise<RefundRow | undefined> =>
  sql.one<RefundRow>(
    "refund_find",
    "select * from refund where id = $1 or provider_ref = $2 order by id = $1 desc limit 1",
    [by.id, by.ref],
  );

export const refundLines = (row: RefundRow): LinePart[] => LinePart.array().parse(row.lines);

/** A refund as the payment's parties see it. */
export function toRefund(row: RefundRow, payment: Pick<PaymentRow, "currency">): Refund {
  const { currency } = payment;
  return {
    id: row.id,
    paymentId: row.payment_id,
    status: row.status,
    reason: row.reason,
    note: row.note,
    amount: { amount: row.amount_minor, currency },
    lines: refundLines(row).map(({ line, amountMinor }) => ({ line, amount: { amount: amountMinor, currency } })),
    failureCode: row.failure_code,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
