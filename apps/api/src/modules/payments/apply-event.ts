import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { applyProviderState } from "./apply-provider-state.ts";
import { ProviderState } from "./gateway.ts";
import { lockPayment } from "./store.ts";

const ApplyEventInput = z.object({ provider: z.string(), eventId: z.string(), state: ProviderState.nullable() });

/**
 * Applies a stored event once: the event only says that something changed, `state` is the object as it was fetched
 * after the event came. null: an event that tells us nothing.
 */
export const applyEvent = command({
  name: "payments.applyEvent",
  summary: "Apply a provider's event.",
  input: ApplyEventInput,
  output: z.object({ applied: z.boolean() }),
  may: onlySystem,
  async run(scope, { provider, eventId, state }) {
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
    if (applied > 0 && payment && state !== null) await applyProviderState(scope, payment, state);
    return { applied: applied > 0 };
  },
});

async function referenceOf(sql: Parameters<typeof lockPayment>[0]["sql"], state: ProviderState) {
  const row = await sql.one<{ reference: string }>(
    "payment_reference_of",
    "select reference from payment where provider_ref = $1 or id = $2 limit 1",
    [state.providerRef, state.paymentId],
  );
  return row?.reference;
}
