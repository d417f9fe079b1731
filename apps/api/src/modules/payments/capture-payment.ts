import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import { applyProviderState } from "./apply-provider-state.ts";
import { assertTaken, gatewayPort, type ProviderState, type Rejected } from "./gateway.ts";
import { lockPayment } from "./store.ts";

/** Takes what was authorized for a reference, after this transaction has committed; `payment.captured` tells of it. */
export async function capturePayment(scope: CommandScope, reference: string): Promise<void> {
  const payment = await lockPayment(scope, reference);
  if (payment?.status !== "authorized" || payment.provider_ref === null) {
    throw new Error(`the payment for ${reference} is not authorized`);
  }
  scope.later(captureWork, { reference, providerRef: payment.provider_ref });
}

const CaptureIntent = z.object({ reference: z.uuid(), providerRef: z.string() });

/**
 * An authorization that has ended meanwhile comes back as voided. Where the provider refuses to capture, nothing is left to
 * wait for either: `payment.failed`, and whoever waits for the money closes the payment.
 */
export const captureWork: ProviderWork<typeof CaptureIntent, ProviderState | Rejected> = {
  name: "payments.capture",
  outlivesKey: true,
  intent: CaptureIntent,
  call: ({ house, key }, { providerRef }) => gatewayPort.from({ house }).capture(providerRef, key),
  async finish(scope, { reference }, state) {
    assertTaken(state);
    const payment = await lockPayment(scope, reference);
    assertThere(payment, `there is no payment for ${reference}`);
    await applyProviderState(scope, payment, state);
    const isRefused = state.status !== "captured" && state.status !== "voided" && state.status !== "processing";
    if (isRefused && payment.status === "authorized" && payment.closed_at === null) {
      scope.emit("payment.failed", { paymentId: payment.id, reference });
    }
    return { answer: null };
  },
};
