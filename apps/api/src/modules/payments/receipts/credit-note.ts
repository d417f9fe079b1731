import { LineItemKind, Money, RefundReason } from "@roost/contract";
import { z } from "zod";
import { type RefundRow, refundLines } from "../refunds/refund-row.ts";
import type { PaymentRow } from "../store.ts";
import { ReceiptBody } from "./receipt-body.ts";

/** What a credit note takes back of the receipt that it names. */
export const CreditNoteBody = ReceiptBody.pick({
  guest: true,
  host: true,
  home: true,
  checkIn: true,
  checkOut: true,
}).extend({
  receipt: z.string(),
  amount: Money,
  lines: z.array(z.object({ line: z.int(), kind: LineItemKind, amount: Money })),
  reason: RefundReason,
  note: z.string().nullable(),
});
export type CreditNoteBody = z.output<typeof CreditNoteBody>;

export interface Corrected {
  readonly payment: PaymentRow;
  /** The receipt's number and body. */
  readonly receipt: string;
  readonly body: ReceiptBody;
}

/** The credit note of a refund that succeeded. */
export function creditNoteOf(refund: RefundRow, { payment, receipt, body }: Corrected): CreditNoteBody {
  const money = (amount: number) => ({ amount, currency: payment.currency });
  const lines = refundLines(refund).map(({ line, amountMinor }) => ({
    line,
    kind: body.lines.find((known) => known.line === line)?.kind,
    amount: money(amountMinor),
  }));
  const { amount_minor: amount, reason, note } = refund;
  return CreditNoteBody.parse({ ...body, receipt, amount: money(amount), lines, reason, note });
}
