import { assertThere } from "../../../platform/assert-found.ts";
import { subject } from "../events/subject.ts";
import { assertTaken, gatewayPort, RefundState } from "../gateway.ts";
import { lockPayment } from "../store.ts";
import { adoptRefund } from "./adopt-refund.ts";
import { applyRefundState } from "./apply-refund-state.ts";
import { findRefund } from "./refund-row.ts";

export const refundSubject = subject({
  seen: RefundState,
  async fetch({ house }, ref) {
    const state = await gatewayPort.from({ house }).retrieveRefund(ref);
    assertTaken(state);
    return state;
  },
  async lock(scope, state) {
    const row = await scope.sql.one<{ reference: string }>(
      "refund_reference_of",
      `select reference from payment where provider_ref = $1 or provider_charge = $2
         or id = (select payment_id from refund where id = $3) limit 1`,
      [state.providerRef, state.chargeRef, state.refundId],
    );
    assertThere(row, `${state.refundRef} is of a payment that is not known (yet)`);
    return lockPayment(scope, row.reference);
  },
  async apply(scope, payment, state) {
    const refund = await findRefund(scope.sql, { id: state.refundId, ref: state.refundRef });
    if (!refund && payment.captured_minor === 0) {
      throw new Error(`${state.refundRef} is of a payment whose capture is not known yet`);
    }
    if (refund) return applyRefundState(scope, payment, state);
    // One that failed before we knew of it has changed nothing.
    if (state.status === "succeeded" || state.status === "pending") await adoptRefund(scope, payment, state);
  },
});
