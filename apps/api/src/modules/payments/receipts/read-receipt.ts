import type { Receipt, ReceiptChargeback, ReceiptRefund } from "@roost/contract";
import type { Scope } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { LinePart } from "../payment-lines.ts";
import { type RefundRow, toRefund } from "../refunds/refund-row.ts";
import { type PaymentRow, progressOf } from "../store.ts";
import { findInvoices, type InvoiceRow, invoiceNumber } from "./invoices.ts";
import { composeReceipt, ReceiptBody } from "./receipt-body.ts";
import { receiptFor } from "./receipt-view.ts";

/** A payment's receipt: as it was issued, or, for the moment until that, as it will be. */
export async function readReceipt(
  scope: Pick<Scope, "house" | "sql">,
  payment: PaymentRow,
  audience: Receipt["audience"],
): Promise<Receipt> {
  if (payment.captured_minor === 0) {
    const detail = "There is a receipt once it is paid.";
    throw new AppError("payment.state", { detail, details: { status: payment.status } });
  }
  const [invoices, refunds, { goneBack }, lost] = await Promise.all([
    findInvoices(scope.sql, payment.id),
    scope.sql.all<RefundRow>("receipt_refunds", refundsText, [payment.id]),
    progressOf(scope.sql, payment),
    scope.sql.all<LostRow>("receipt_lost", lostText, [payment.id]),
  ]);
  const issued = invoices.find(({ kind }) => kind === "receipt");
  return receiptFor(audience, {
    payment,
    body: issued ? ReceiptBody.parse(issued.body) : await composeReceipt(scope, payment),
    number: issued ? invoiceNumber(issued) : null,
    issuedAt: issued?.issued_at ?? null,
    refunds: refunds.map((row) => withCreditNote(row, { payment, invoices })),
    goneBack,
    chargebacks: lost.map((row) => lostOf(row, payment)),
    absorbedMinor: lost.reduce((sum, { absorbed_minor: absorbed }) => sum + absorbed, 0),
  });
}

interface LostRow {
  readonly lines: unknown;
  readonly absorbed_minor: number;
  readonly closed_at: string;
}

const lostText =
  "select lines, absorbed_minor, closed_at from chargeback where payment_id = $1 and status = 'lost' order by id";

function lostOf({ lines, closed_at: at }: LostRow, { currency }: PaymentRow): ReceiptChargeback {
  const parts = LinePart.array().parse(lines);
  const amount = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    amount: { amount, currency },
    lines: parts.map(({ line, amountMinor }) => ({ line, amount: { amount: amountMinor, currency } })),
    at,
  };
}

const refundsText = "select * from refund where payment_id = $1 and status <> 'cancelled' order by id";

interface Issued {
  readonly payment: PaymentRow;
  readonly invoices: readonly InvoiceRow[];
}

function withCreditNote(row: RefundRow, { payment, invoices }: Issued): ReceiptRefund {
  const { id: refundId, status, amount, lines, reason, note, createdAt } = toRefund(row, payment);
  const creditNote = invoices.find(({ refund_id }) => refund_id === refundId);
  const number = creditNote ? invoiceNumber(creditNote) : null;
  const issuedAt = creditNote?.issued_at ?? null;
  return { refundId, number, issuedAt, status, amount, lines, reason, note, createdAt };
}
