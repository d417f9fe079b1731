import type { Money, Refund } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import { factsOf, findPayment } from "../store.ts";
import { type RefundRow, refundLines } from "./refund-row.ts";

/** What mails tell about a refund, as it stands when they are sent. */
export interface RefundFacts extends Pick<Refund, "status" | "reason" | "note" | "amount" | "failureCode"> {
  readonly refundId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly payerId: string;
  /** What goes back of each line. */
  readonly lines: readonly { readonly kind: string; readonly amount: Money }[];
  /** What the payer has paid and not got back, from us or by his bank. */
  readonly remaining: Money;
  readonly attempts: number;
  readonly nextTryAt: string | null;
}

export async function findRefundFacts(sql: Sql, refundId: string): Promise<RefundFacts | undefined> {
  const refund = await sql.one<RefundRow & { readonly next_try_at: string | null }>(
    "refund_facts",
    "select * from refund where id = $1",
    [refundId],
  );
  const payment = refund && (await findPayment(sql, refund.payment_id));
  if (!refund || !payment) return undefined;
  const lost = await sql.one<{ minor: number }>("refund_facts_lost", lostText, [payment.id]);
  const money = (amount: number): Money => ({ amount, currency: payment.currency });
  const kinds = new Map(factsOf(payment).lines.map(({ line, kind }) => [line, kind]));
  const { status, reason, note, attempts } = refund;
  return {
    ...{ refundId, paymentId: payment.id, reference: payment.reference, payerId: payment.payer_id },
    ...{ status, reason, note, attempts, failureCode: refund.failure_code, nextTryAt: refund.next_try_at },
    amount: money(refund.amount_minor),
    lines: refundLines(refund).map(({ line, amountMinor }) => ({
      kind: kinds.get(line) ?? "",
      amount: money(amountMinor),
    })),
    remaining: money(payment.captured_minor - payment.refunded_minor - (lost?.minor ?? 0)),
  };
}

const lostText = `select coalesce(sum(amount_minor - over_minor), 0)::int8 as minor from chargeback
  where payment_id = $1 and status = 'lost'`;
