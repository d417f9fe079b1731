import { type CurrencyCode, type Payout, PayoutBlock } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import type { Sql } from "../../../platform/sql.ts";
import { lockPayment, type PaymentRow } from "../store.ts";
import { lockPayee } from "./account-row.ts";

export interface PayoutRow {
  readonly id: string;
  readonly payee_id: string;
  readonly reference: string;
  readonly purpose: Payout["purpose"];
  readonly status: Payout["status"];
  readonly blocks: readonly string[];
  readonly told_blocks: readonly string[];
  readonly hold_reason: string | null;
  readonly currency: CurrencyCode;
  readonly amount_minor: number | null;
  readonly netted_minor: number;
  readonly transferred_minor: number;
  readonly reversed_minor: number;
  readonly due_at: string;
  readonly account_id: string | null;
  readonly transfer_ref: string | null;
  readonly bank_ref: string | null;
  readonly failed_bank_refs: readonly string[];
  readonly bank_attempts: number;
  readonly bank_failure: string | null;
  readonly next_try_at: string | null;
  readonly created_at: string;
  readonly paid_at: string | null;
}

export const findPayout = (sql: Sql, id: string): Promise<PayoutRow | undefined> =>
  sql.one<PayoutRow>("payout_find", "select * from payout where id = $1", [id]);

export interface LockedPayout {
  readonly payout: PayoutRow;
  readonly payment: PaymentRow;
}

/** Locks what it is paid for, the payment, the payee, and the payout, in this order; undefined where there is none. */
export async function lockPayout(scope: CommandScope, id: string): Promise<LockedPayout | undefined> {
  const found = await findPayout(scope.sql, id);
  const payment = found && (await lockPayment(scope, found.reference));
  if (!found || !payment) return undefined;
  await lockPayee(scope.sql, found.payee_id);
  const payout = await scope.sql.one<PayoutRow>("payout_lock", "select * from payout where id = $1 for update", [id]);
  return payout && { payout, payment };
}

/** The payout for the stay of a locked payment, locked with its payee. */
export async function lockPayoutOf(scope: CommandScope, payment: PaymentRow): Promise<PayoutRow | undefined> {
  await lockPayee(scope.sql, payment.payee_id);
  return scope.sql.one<PayoutRow>(
    "payout_lock_of",
    "select * from payout where reference = $1 and purpose = 'stay' for update",
    [payment.reference],
  );
}

/** What of it lies in the payee's account, or has gone from there to his bank. */
export const sentMinor = (payout: Pick<PayoutRow, "transferred_minor" | "reversed_minor">): number =>
  payout.transferred_minor - payout.reversed_minor;

const Blocks = PayoutBlock.array();

/** A payout as its payee sees it, or an operator, who may know why he holds it. */
export function toPayout(row: PayoutRow, viewer: { readonly isOperator: boolean }): Payout {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    bookingId: row.reference,
    payeeId: row.payee_id,
    purpose: row.purpose,
    status: row.status,
    blocks: Blocks.parse(row.blocks),
    holdReason: viewer.isOperator ? row.hold_reason : null,
    amount: row.amount_minor === null ? null : money(row.amount_minor),
    netted: money(row.netted_minor),
    transferred: money(row.transferred_minor),
    reversed: money(row.reversed_minor),
    dueAt: row.due_at,
    failureCode: row.status === "failed" ? row.bank_failure : null,
    createdAt: row.created_at,
    paidAt: row.paid_at,
  };
}
