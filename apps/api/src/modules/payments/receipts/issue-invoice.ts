import { Id } from "@roost/contract";
import { z } from "zod";
import { type CommandScope, command } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { findRefund } from "../refunds/refund-row.ts";
import { findPayment, type PaymentRow } from "../store.ts";
import { creditNoteOf } from "./credit-note.ts";
import { findInvoices, insertInvoice, invoiceNumber } from "./invoices.ts";
import { composeReceipt, ReceiptBody } from "./receipt-body.ts";

/** Numbers the receipt of a payment that came in, or the credit note of a refund that succeeded, once. */
export const issueInvoice = command({
  name: "payments.issueInvoice",
  summary: "Issue the receipt of a payment, or the credit note of a refund.",
  input: z.strictObject({ of: z.enum(["payment", "refund"]), id: Id }),
  output: z.object({ moved: z.boolean() }),
  may: onlySystem,
  run: async (scope, { of, id }) => ({
    moved: of === "payment" ? await issueReceipt(scope, id) : await issueCreditNote(scope, id),
  }),
});

async function issueReceipt(scope: CommandScope, paymentId: string): Promise<boolean> {
  // Locks the payment, so that whoever else issues for it waits.
  const marked = await scope.sql.run(
    "payment_invoiced",
    "update payment set invoiced = true where id = $1 and captured_minor > 0 and not invoiced",
    [paymentId],
  );
  if (marked === 0) return false;
  const payment = await mustFind(scope, paymentId);
  const body = await composeReceipt(scope, payment);
  await insertInvoice(scope, { kind: "receipt", paymentId, refundId: null, body });
  return true;
}

/** A credit note names the receipt that it corrects, so that one is issued before, whichever job comes first. */
async function issueCreditNote(scope: CommandScope, refundId: string): Promise<boolean> {
  const found = await findRefund(scope.sql, { id: refundId, ref: null });
  if (!found) return false;
  // Before the refund, as everybody locks: a refund that fails while its credit note is written would be a deadlock,
  // since the note's foreign key locks the payment, too.
  await scope.sql.one("invoice_payment_lock", "select 1 from payment where id = $1 for update", [found.payment_id]);
  await issueReceipt(scope, found.payment_id);
  const marked = await scope.sql.run(
    "refund_invoiced",
    "update refund set invoiced = true where id = $1 and status = 'succeeded' and not invoiced",
    [refundId],
  );
  const refund = marked === 0 ? undefined : await findRefund(scope.sql, { id: refundId, ref: null });
  if (!refund) return false;
  const payment = await mustFind(scope, refund.payment_id);
  const receipt = (await findInvoices(scope.sql, payment.id)).find(({ kind }) => kind === "receipt");
  assertThere(receipt, `payment ${payment.id} is refunded and has no receipt`);
  const corrected = { payment, receipt: invoiceNumber(receipt), body: ReceiptBody.parse(receipt.body) };
  const body = creditNoteOf(refund, corrected);
  await insertInvoice(scope, { kind: "credit_note", paymentId: payment.id, refundId, body });
  return true;
}

async function mustFind({ sql }: CommandScope, paymentId: string): Promise<PaymentRow> {
  const payment = await findPayment(sql, paymentId);
  assertThere(payment, `payment ${paymentId} is gone`);
  return payment;
}
