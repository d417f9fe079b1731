import { z } from "zod";
import { assertThere } from "../../../platform/assert-found.ts";
import { applyProviderState } from "../apply-provider-state.ts";
import { assertTaken, gatewayPort, ProviderState } from "../gateway.ts";
import { findAttempts, lockPayment } from "../store.ts";
import { subject } from "./subject.ts";

/** A payment as it was fetched; `attempts` is the mark of our attempts before that. */
const SeenPayment = z.object({ state: ProviderState, attempts: z.string().optional() });

export const paymentSubject = subject({
  seen: SeenPayment,
  async fetch({ house, sql }, ref) {
    const before = await findAttempts(sql, ref, null);
    const state = await gatewayPort.from({ house }).retrieve(ref);
    assertTaken(state);
    return { state, attempts: before?.mark };
  },
  async lock(scope, { state }) {
    const row = await scope.sql.one<{ reference: string }>(
      "payment_reference_of",
      "select reference from payment where provider_ref = $1 or id = $2 limit 1",
      [state.providerRef, state.paymentId],
    );
    assertThere(row, `${state.providerRef} is not known (yet)`);
    return lockPayment(scope, row.reference);
  },
  /**
   * A state from before an attempt began would end that attempt, which has not failed: the request that is asking brings
   * its own answer, and after a change the provider is asked again.
   */
  async apply(scope, payment, { state, attempts }) {
    if (!isFinal(state.status)) {
      const now = await findAttempts(scope.sql, state.providerRef, state.paymentId);
      if (now?.asking) return;
      if (attempts !== undefined && attempts !== now?.mark) {
        throw new Error(`the attempts of ${state.providerRef} changed while the provider was asked`);
      }
    }
    await applyProviderState(scope, payment, state);
  },
});

/** No attempt can end these, so they are true whatever is under way here. */
const isFinal = (status: ProviderState["status"]) => ["authorized", "captured", "voided"].includes(status);
