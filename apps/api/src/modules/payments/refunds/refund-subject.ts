import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { makeRoom } from "../chargebacks/make-room.ts";
import { subject } from "../events/subject.ts";
import { gatewayPort, RefundState } from "../gateway.ts";
import { spreadOverLines } from "../payment-lines.ts";
import { factsOf, lockPayment, type PaymentRow } from "../store.ts";
import { applyRefundState } from "./apply-refund-state.ts";
import { findRefund } from "./refund-row.ts";
import { claimedBack } from "./request-refund.ts";

export const refundSubject = subject({
  seen: RefundState,
  async fetch({ house }, ref) {
    const state = await gatewayPort.from({ house }).retrieveRefund(ref);
    if ("rejected" in state) throw new Error(state.rejected);
    return state;
  },
  async lock(scope, state) {
    const row = await scope.sql.one<{ reference: string }>(
      "refund_reference_of",
      `select reference from payment where provider_ref = $1 or provider_charge = $2
         or id = (select payment_id from refund where id = $3) limit 1`,
      [state.providerRef, state.chargeRef, state.refundId],
    );
    if (!row) throw new Error(`${state.refundRef} is of a payment that is not known (yet)`);
    return lockPayment(scope, row.reference);
  },
  async apply(scope, payment, state) {
    const refund = await findRefund(scope.sql, { id: state.refundId, ref: state.refundRef });
    if (!refund && payment.captured_minor === 0) {
      throw new Error(`${state.refundRef} is of a payment whose capture is not known yet`);
    }
    if (refund) return applyRefundState(scope, payment, state);
    // One that failed before we knew of it has changed nothing.
    if (state.status === "succeeded" || state.status === "pending") await adopt(scope, payment, state);
  },
});

/** Somebody gave money back by hand, at the provider: from now on it is a refund like any other. */
async function adopt(scope: CommandScope, known: PaymentRow, state: RefundState): Promise<void> {
  const payment = await makeRoom(scope, known, state.amountMinor);
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
