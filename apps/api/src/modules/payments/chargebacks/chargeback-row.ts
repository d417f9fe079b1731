import { type Chargeback, ChargebackEvidence, type ChargebackStatus, type CurrencyCode } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";

export interface ChargebackRow {
  readonly id: string;
  readonly payment_id: string;
  readonly provider_ref: string;
  readonly status: ChargebackStatus;
  readonly reason: string;
  readonly amount_minor: number;
  readonly over_minor: number;
  readonly withdrawn_minor: number;
  readonly fee_minor: number;
  readonly absorbed_minor: number;
  readonly lines: unknown;
  readonly evidence: unknown;
  readonly evidence_due_by: string | null;
  readonly submitted_at: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
  /** Of its payment, and the currencies of both sides. */
  readonly reference: string;
  readonly payee_id: string;
  readonly currency: CurrencyCode;
  readonly settle_currency: CurrencyCode;
}

export const chargebackColumns = `c.*, p.reference, p.payee_id, p.currency, p.settle_currency
  from chargeback c join payment p on p.id = c.payment_id`;

/** The bank has the money, or had it when it decided for the cardholder; in SQL, of `c`. */
export const hasMoney = "c.status in ('needs_response', 'under_review', 'lost')";

export const findChargeback = (sql: Sql, id: string): Promise<ChargebackRow | undefined> =>
  sql.one<ChargebackRow>("chargeback_find", `select ${chargebackColumns} where c.id = $1`, [id]);

export const findChargebackByRef = (sql: Sql, ref: string): Promise<ChargebackRow | undefined> =>
  sql.one<ChargebackRow>("chargeback_by_ref", `select ${chargebackColumns} where c.provider_ref = $1`, [ref]);

/** Of it, what was left of the payment: it counts as gone back to the guest once it is lost. */
export const coveredMinor = (row: Pick<ChargebackRow, "amount_minor" | "over_minor">): number =>
  row.amount_minor - row.over_minor;

export const isDecided = (status: ChargebackStatus): boolean =>
  status === "won" || status === "lost" || status === "closed";

export const evidenceOf = (row: Pick<ChargebackRow, "evidence">): ChargebackEvidence =>
  ChargebackEvidence.parse(row.evidence ?? {});

/** A chargeback as operators see it. */
export function toChargeback(row: ChargebackRow): Chargeback {
  const { currency } = row;
  return {
    id: row.id,
    paymentId: row.payment_id,
    bookingId: row.reference,
    providerRef: row.provider_ref,
    status: row.status,
    reason: row.reason,
    amount: { amount: row.amount_minor, currency },
    over: { amount: row.over_minor, currency },
    fee: { amount: row.fee_minor, currency },
    absorbed: { amount: row.absorbed_minor, currency: row.settle_currency },
    evidence: evidenceOf(row),
    evidenceDueBy: row.evidence_due_by,
    submittedAt: row.submitted_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}
