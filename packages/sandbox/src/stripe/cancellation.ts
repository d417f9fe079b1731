import { findCharge, releaseCharge } from "./charges.ts";
import type { Context } from "./context.ts";
import { record } from "./events.ts";
import type { PaymentIntent } from "./objects.ts";

export function cancelIntent(context: Context, intent: PaymentIntent, reason: string | null): PaymentIntent {
  const canceled = context.world.store.put<PaymentIntent>({
    ...intent,
    amount_capturable: 0,
    canceled_at: context.now,
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  });
  record(context, "payment_intent.canceled", canceled);
  return canceled;
}

/** A hold that nobody captured in time goes back to the card. */
export function expireAuthorization(context: Context, intentId: string): void {
  const intent = context.world.store.find("payment_intent", intentId);
  if (intent?.status !== "requires_capture") return;
  releaseCharge(context, findCharge(context, intent.latest_charge ?? ""), "charge.expired");
  cancelIntent(context, intent, "automatic");
}
