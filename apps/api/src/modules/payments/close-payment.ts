import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import { applyProviderState } from "./apply-provider-state.ts";
import { gatewayPort, type ProviderState } from "./gateway.ts";
import { lockPayment, openCharge } from "./store.ts";

export type Closing =
  /** No more money will be taken. What the guest began in the browser is voided at the provider. */
  | "closed"
  /** It was captured before. */
  | "captured"
  /** An attempt is under way whose outcome nobody knows yet; nothing was changed. */
  | "under_way";

/** Takes no more money for a reference. `evenIfUnderWay` voids an attempt whose outcome is not known, too. */
export async function closePayment(
  scope: CommandScope,
  reference: string,
  { evenIfUnderWay }: { readonly evenIfUnderWay: boolean },
): Promise<Closing> {
  const payment = await lockPayment(scope, reference);
  assertThere(payment, `there is no payment for ${reference}`);
  if (payment.captured_minor > 0) return "captured";
  if (openCharge(payment)?.status === "processing" && !evenIfUnderWay) return "under_way";
  await scope.sql.run("payment_close", "update payment set closed_at = coalesce(closed_at, $2) where id = $1", [
    payment.id,
    scope.now,
  ]);
  if (payment.status === "voided") return "closed";
  if (payment.provider_ref !== null) {
    scope.later(voidPayment, { reference, providerRef: payment.provider_ref });
  } else if (!openCharge(payment)) {
    await scope.sql.run("payment_void", "update payment set status = 'voided' where id = $1", [payment.id]);
  }
  return "closed";
}

const VoidIntent = z.object({ reference: z.uuid(), providerRef: z.string() });

/** Voids at the provider; money that was faster is booked, and given back by whoever reacts to the capture. */
export const voidPayment: ProviderWork<typeof VoidIntent, ProviderState> = {
  name: "payments.void",
  outlivesKey: true,
  intent: VoidIntent,
  call: ({ house, key }, { providerRef }) => gatewayPort.from({ house }).void(providerRef, key),
  async finish(scope, { reference }, state) {
    const payment = await lockPayment(scope, reference);
    if (payment) await applyProviderState(scope, payment, state);
    return { answer: null };
  },
};
