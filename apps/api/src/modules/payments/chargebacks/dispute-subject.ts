import { assertThere } from "../../../platform/assert-found.ts";
import { DisputeState } from "../dispute-gateway.ts";
import { subject } from "../events/subject.ts";
import { assertTaken, gatewayPort } from "../gateway.ts";
import { lockPayment } from "../store.ts";
import { applyDisputeState } from "./apply-dispute-state.ts";

/** A cardholder's dispute, as an event of the provider tells of it. */
export const disputeSubject = subject({
  seen: DisputeState,
  async fetch({ house }, ref) {
    const state = await gatewayPort.from({ house }).retrieveDispute(ref);
    assertTaken(state);
    return state;
  },
  async lock(scope, state) {
    const row = await scope.sql.one<{ reference: string }>(
      "dispute_reference_of",
      "select reference from payment where provider_ref = $1 or provider_charge = $2 limit 1",
      [state.providerRef, state.chargeRef],
    );
    assertThere(row, `${state.disputeRef} is of a payment that is not known (yet)`);
    return lockPayment(scope, row.reference);
  },
  async apply(scope, payment, state) {
    if (payment.captured_minor === 0) {
      throw new Error(`${state.disputeRef} is of a payment whose capture is not known yet`);
    }
    await applyDisputeState(scope, payment, state);
  },
});
