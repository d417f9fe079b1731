import type { CommandScope } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import type { Sql } from "../../../platform/sql.ts";

export interface InvoiceRow {
  readonly year: number;
  readonly number: number;
  readonly kind: "receipt" | "credit_note";
  readonly refund_id: string | null;
  readonly body: unknown;
  readonly issued_at: string;
}

/** `2026-000123`, as people read it. */
export const invoiceNumber = ({ year, number }: Pick<InvoiceRow, "year" | "number">): string =>
  `${year}-${String(number).padStart(6, "0")}`;

/** Receipt and credit notes of a payment, in the order in which they were issued. */
export const findInvoices = (sql: Sql, paymentId: string): Promise<InvoiceRow[]> =>
  sql.all<InvoiceRow>(
    "invoice_of_payment",
    "select year, number, kind, refund_id, body, issued_at from invoice where payment_id = $1 order by year, number",
    [paymentId],
  );

interface Draft {
  readonly kind: InvoiceRow["kind"];
  readonly paymentId: string;
  readonly refundId: string | null;
  readonly body: object;
}

/**
 * Gives a document the next number of its year and keeps it. The counter's row stays locked until the transaction
 * ends, so whoever is undone gives the number back before anybody sees the next: do everything else before.
 */
export async function insertInvoice(
  { sql, now }: Pick<CommandScope, "sql" | "now">,
  { kind, paymentId, refundId, body }: Draft,
): Promise<string> {
  const year = now.getUTCFullYear();
  const taken = await sql.one<Pick<InvoiceRow, "year" | "number">>("invoice_insert", insertText, [
    ...[year, kind, paymentId, refundId],
    ...[JSON.stringify(body), now],
  ]);
  assertThere(taken, `the series of ${year} gave no number`);
  return invoiceNumber(taken);
}

const insertText = `with counter as (
    insert into invoice_counter (year, last) values ($1, 1)
    on conflict (year) do update set last = invoice_counter.last + 1 returning year, last)
  insert into invoice (year, number, kind, payment_id, refund_id, body, issued_at)
  select year, last, $2::invoice_kind, $3, $4, $5, $6 from counter returning year, number`;
