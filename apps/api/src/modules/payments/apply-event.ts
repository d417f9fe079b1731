import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import type { Sql } from "../../platform/sql.ts";
import { applyProviderState } from "./apply-provider-state.ts";
import { ProviderState } from "./gateway.ts";
import { findAttempts, lockPayment } from "./store.ts";

const ApplyEventInput = z.object({
  provider: z.string(),
  eventId: z.string(),
  state: ProviderState.nullable(),
  seen: z.string().optional(),
});

/**
 * Applies a stored event once: the event only says that something changed, `state` is the object as it was fetched
 * after the event came. null: an event that tells us nothing. `seen` is the mark of the attempts before that fetch.
 */
export const applyEvent = command({
  name: "payments.applyEvent",
  summary: "Apply a provider's event.",
  input: ApplyEventInput,
  output: z.object({ applied: z.boolean() }),
  may: onlySystem,
  async run(scope, { provider, eventId, state, seen }) {
    const reference = state === null ? undefined : await referenceOf(scope.sql, state);
    if (state !== null && reference === undefined) {
      throw new Error(`event ${eventId} tells of ${state.providerRef}, which is not known (yet)`);
    }
    // The payment before its event: everybody locks in that order.
    const payment = reference === undefined ? undefined : await lockPayment(scope, reference);
    const applied = await scope.sql.run(
      "provider_event_applied",
      `update provider_event set applied_at = now(), attempts = attempts + 1
       where provider = $1 and event_id = $2 and applied_at is null`,
      [provider, eventId],
    );
    if (applied > 0 && payment && state !== null && (await isOfNow(scope.sql, state, seen))) {
      await applyProviderState(scope, payment, state);
    }
    return { applied: applied > 0 };
  },
});

/**
 * Whether a state tells of the attempts as we know them. One from before an attempt began would end that attempt, which
 * has not failed: the request that is asking brings its own answer, and after a change the provider is asked again.
 */
async function isOfNow(sql: Sql, state: ProviderState, seen: string | undefined): Promise<boolean> {
  if (state.status === "captured" || state.status === "voided") return true;
  const attempts = await findAttempts(sql, state.providerRef, state.paymentId);
  if (attempts?.asking) return false;
  if (seen === undefined || seen === attempts?.mark) return true;
  throw new Error(`the attempts of ${state.providerRef} changed while the provider was asked`);
}

async function referenceOf(sql: Sql, state: ProviderState) {
  const row = await sql.one<{ reference: string }>(
    "payment_reference_of",
    "select reference from payment where provider_ref = $1 or id = $2 limit 1",
    [state.providerRef, state.paymentId],
  );
  return row?.reference;
}
