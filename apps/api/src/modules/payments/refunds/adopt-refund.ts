import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { makeRoom } from "../chargebacks/make-room.ts";
import type { RefundState } from "../gateway.ts";
import { spreadOverLines } from "../payment-lines.ts";
import { factsOf, lockPayment, type PaymentRow } from "../store.ts";
import { applyRefundState } from "./apply-refund-state.ts";
import type { RefundRow } from "./refund-row.ts";
import { claimedBack } from "./request-refund.ts";
import { shrinkRefund } from "./shrink-refund.ts";

/** Somebody gave money back by hand, at the provider: from now on it is a refund like any other. */
export async function adoptRefund(scope: CommandScope, known: PaymentRow, state: RefundState): Promise<void> {
  const payment = await makeRoom(scope, await letGiveWay(scope, known, state.amountMinor), state.amountMinor);
  if (missingFor(payment, state.amountMinor) > 0) {
    // What we promised is under way, or has failed at the provider and we do not know yet: the event is tried again.
    throw new Error(`${state.refundRef} was made by hand, and there is no room for it (yet)`);
  }
  const amount = { amount: state.amountMinor, currency: payment.currency };
  const parts = spreadOverLines(factsOf(payment).lines, await claimedBack(scope, payment.id), amount);
  const id = newId();
  await scope.sql.run(
    "refund_adopt",
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, attempts, created_at)
     values ($1, $2, 'pending', 'other', $3, $4, 1, $5)`,
    [id, payment.id, state.amountMinor, JSON.stringify(parts), scope.now],
  );
  await scope.sql.run(
    "refund_adopt_reserve",
    "update payment set refunding_minor = refunding_minor + $2 where id = $1",
    [payment.id, state.amountMinor],
  );
  await applyRefundState(scope, payment, { ...state, refundId: id });
}

const missingFor = (payment: PaymentRow, amountMinor: number): number =>
  payment.refunding_minor + payment.disputed_minor + amountMinor - payment.captured_minor;

/**
 * The provider gives nothing back twice. Where there is not enough left, something that we promised was not made there,
 * or came home: that gives way, for this is what the guest has got. Answers the payment as it is then.
 */
async function letGiveWay(scope: CommandScope, payment: PaymentRow, amountMinor: number): Promise<PaymentRow> {
  let missing = missingFor(payment, amountMinor);
  if (missing <= 0) return payment;
  const waiting = await scope.sql.all<RefundRow>(
    "refund_waiting",
    "select * from refund where payment_id = $1 and status = 'failed' order by id desc",
    [payment.id],
  );
  for (const refund of waiting) {
    const takenMinor = Math.min(missing, refund.amount_minor);
    if (takenMinor === 0) break;
    await shrinkRefund(scope, refund, { takenMinor, currency: payment.currency, reason: "refunded_by_hand" });
    await scope.sql.run("refund_give_way", "update payment set refunding_minor = refunding_minor - $2 where id = $1", [
      payment.id,
      takenMinor,
    ]);
    missing -= takenMinor;
  }
  return (await lockPayment(scope, payment.reference)) ?? payment;
}
