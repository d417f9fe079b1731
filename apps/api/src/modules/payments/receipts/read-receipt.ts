import type { Receipt, ReceiptRefund } from "@roost/contract";
import type { Scope } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
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
  const [invoices, refunds, { goneBack }, absorbed] = await Promise.all([
    findInvoices(scope.sql, payment.id),
    scope.sql.all<RefundRow>("receipt_refunds", refundsText, [payment.id]),
    progressOf(scope.sql, payment),
    scope.sql.one<{ minor: number }>("receipt_absorbed", absorbedText, [payment.id]),
  ]);
  const issued = invoices.find(({ kind }) => kind === "receipt");
  return receiptFor(audience, {
    payment,
    body: issued ? ReceiptBody.parse(issued.body) : await composeReceipt(scope, payment),
    number: issued ? invoiceNumber(issued) : null,
    issuedAt: issued?.issued_at ?? null,
    refunds: refunds.map((row) => withCreditNote(row, { payment, invoices })),
    goneBack,
    absorbedMinor: absorbed?.minor ?? 0,
  });
}

const absorbedText = "select coalesce(sum(absorbed_minor), 0)::int8 as minor from chargeback where payment_id = $1";

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
