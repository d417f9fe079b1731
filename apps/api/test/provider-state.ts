import type { Booking } from "@roost/contract";
import type { ProviderState } from "../src/modules/payments/gateway.ts";
import { applyEvent, receiveEvent } from "../src/modules/payments/index.ts";
import { newId } from "../src/platform/ids.ts";
import type { Rig } from "./rig.ts";

const system = { kind: "system" } as const;

/** How the payment of a booking stands at its provider. */
export const providerState = (
  booking: Booking,
  status: ProviderState["status"],
  change: Partial<ProviderState> = {},
): ProviderState => ({
  providerRef: `pi_${booking.id}`,
  paymentId: booking.paymentId,
  status,
  capturedMinor: status === "captured" ? booking.total.amount : 0,
  currency: booking.total.currency,
  chargeRef: status === "captured" ? `ch_${booking.id}` : null,
  fee: null,
  captureBy: null,
  clientSecret: "secret",
  redirectUrl: null,
  failureCode: null,
  ...change,
});

/** An event comes in and is applied: the provider says how a payment stands; null is an event that tells us nothing. */
export async function tell(rig: Rig, state: ProviderState | null, attempts?: string): Promise<unknown> {
  const eventId = `evt_${newId()}`;
  const event = { provider: "stripe", eventId, type: "payment_intent.succeeded", body: "{}" };
  await rig.call(receiveEvent, event, system);
  const seen = state && { state, ...(attempts !== undefined && { attempts }) };
  return rig.call(applyEvent, { provider: "stripe", eventId, kind: state && "payment", seen }, system);
}
