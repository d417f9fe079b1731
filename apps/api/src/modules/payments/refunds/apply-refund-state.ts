import type { CommandScope } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { newId } from "../../../platform/ids.ts";
import { giveWay } from "../chargebacks/give-way.ts";
import type { RefundState } from "../gateway.ts";
import { difference, positionOf } from "../ledger.ts";
import { sharesOf } from "../payment-lines.ts";
import { hastenPayoutsOf } from "../payouts/block-payout.ts";
import { recoverFromPayout } from "../payouts/recover-from-payout.ts";
import { reopenPayout } from "../payouts/schedule-payout.ts";
import { factsOf, type PaymentRow, post, progressOf } from "../store.ts";
import { findRefund, type RefundRow } from "./refund-row.ts";

/**
 * Brings a refund of a locked payment up to how it stands at the provider. Money leaves our balance when the provider
 * has made the refund, so that is when it is booked; one that fails later comes back to the balance, and to the queue.
 */
export async function applyRefundState(scope: CommandScope, payment: PaymentRow, state: RefundState): Promise<void> {
  const refund = await findRefund(scope.sql, { id: state.refundId, ref: state.refundRef });
  assertThere(refund, `refund ${state.refundRef} is not known`);
  // What failed before may since have given way in part: its amount says nothing any more.
  if (refund.failed_refs.includes(state.refundRef) || refund.status === "cancelled") return;
  if (state.currency !== payment.currency || state.amountMinor !== refund.amount_minor) {
    throw new Error(`refund ${refund.id}: the provider gave back another amount than was asked for`);
  }
  if (refund.provider_ref !== null && refund.provider_ref !== state.refundRef) {
    throw new Error(`refund ${refund.id} was made twice: ${refund.provider_ref} and ${state.refundRef}`);
  }
  if (refund.provider_ref === null) await book(scope, { payment, refund, refundRef: state.refundRef });
  if (state.status === "succeeded" && refund.status !== "succeeded") return succeed(scope, payment, refund);
  if (state.status === "failed" || state.status === "cancelled") {
    await bookBack(scope, { payment, refund, refundRef: state.refundRef });
    await failRefund(scope, refund, {
      payment,
      failureCode: state.failureCode ?? state.status,
      refundRef: state.refundRef,
    });
  }
}

interface AtProvider {
  readonly payment: PaymentRow;
  readonly refund: RefundRow;
  readonly refundRef: string;
}

async function book(scope: CommandScope, { payment, refund, refundRef }: AtProvider): Promise<void> {
  const before = await progressOf(scope.sql, payment);
  await scope.sql.run(
    "refund_made",
    "update refund set provider_ref = $2, status = 'pending', next_try_at = null where id = $1",
    [refund.id, refundRef],
  );
  const after = await progressOf(scope.sql, payment);
  const facts = factsOf(payment);
  await post(scope, {
    businessKey: `refund:${refundRef}`,
    reference: payment.reference,
    source: refundRef,
    entries: difference(positionOf(facts, before), positionOf(facts, after)),
  });
  await hastenPayoutsOf(scope, payment);
  if (!before.isEarned) return;
  const shareOf = ({ goneBack }: typeof before) => sharesOf(facts.lines, goneBack, facts.settleCurrency).payeeMinor;
  const amountMinor = shareOf(before) - shareOf(after);
  // What was fetched back for an earlier try may since have gone for another refund.
  const cause = refund.failed_refs.length === 0 ? refund.id : newId();
  await recoverFromPayout(scope, { reference: payment.reference, cause, amountMinor });
}

/** The reverse of `book`: called while the refund still counts as gone. */
async function bookBack(scope: CommandScope, { payment, refund, refundRef }: AtProvider): Promise<void> {
  const before = await progressOf(scope.sql, payment);
  await scope.sql.run(
    "refund_unmade",
    "update refund set status = 'pending', settled_at = null, provider_ref = null where id = $1",
    [refund.id],
  );
  const after = await progressOf(scope.sql, payment);
  const facts = factsOf(payment);
  await post(scope, {
    businessKey: `refund_failed:${refundRef}`,
    reference: payment.reference,
    source: refundRef,
    entries: difference(positionOf(facts, before), positionOf(facts, after)),
  });
  await reopenPayout(scope, payment);
}

async function succeed(scope: CommandScope, payment: PaymentRow, refund: RefundRow): Promise<void> {
  await scope.sql.run("refund_succeed", "update refund set status = 'succeeded', settled_at = $2 where id = $1", [
    refund.id,
    scope.now,
  ]);
  await moveRefunded(scope, payment, refund.amount_minor);
  scope.emit("payment.refunded", { paymentId: payment.id, reference: payment.reference, refundId: refund.id });
}

export interface RefundFailure {
  readonly payment: PaymentRow;
  readonly failureCode: string;
  /** What the provider called it, where it had made it. */
  readonly refundRef?: string;
}

/** Back to the queue: it is tried again, at first after an hour, later once a day, until somebody finds another way. */
export async function failRefund(
  scope: CommandScope,
  refund: RefundRow,
  { payment, failureCode, refundRef }: RefundFailure,
): Promise<void> {
  await scope.sql.run(
    "refund_fail",
    `update refund set status = 'failed', provider_ref = null, settled_at = null, failure_code = $2,
       failed_refs = case when $3::text is null then failed_refs else failed_refs || $3::text end,
       next_try_at = $4::timestamptz + least(interval '1 day', interval '1 hour' * power(2, least(attempts - 1, 5)))
     where id = $1`,
    [refund.id, failureCode, refundRef ?? null, scope.now],
  );
  if (refund.status === "succeeded") await moveRefunded(scope, payment, -refund.amount_minor);
  scope.emit("refund.failed", { refundId: refund.id, paymentId: payment.id });
  await giveWay(scope, payment);
}

const moveRefunded = ({ sql }: CommandScope, payment: PaymentRow, byMinor: number) =>
  sql.run(
    "payment_refunded",
    `update payment set refunded_minor = refunded_minor + $2, status = case
       when refunded_minor + $2 = 0 then 'captured' when refunded_minor + $2 = captured_minor then 'refunded'
       else 'partially_refunded' end::payment_status
     where id = $1`,
    [payment.id, byMinor],
  );
