import type { Booking } from "@roost/contract";
import type { DisputeState } from "../src/modules/payments/dispute-gateway.ts";
import type { ProviderState, RefundState } from "../src/modules/payments/gateway.ts";
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

/** How a dispute of a booking's payment stands at its provider; a chargeback of all of it, unless said otherwise. */
export function disputeState(
  booking: Booking,
  status: DisputeState["status"],
  change: Partial<DisputeState> = {},
): DisputeState {
  const { disputeRef = `du_${booking.id}`, amountMinor = booking.total.amount } = change;
  const { currency } = booking.total;
  const taken = { ref: `${disputeRef}_taken`, amountMinor: -amountMinor, feeMinor: 1_500, currency };
  const back = { ref: `${disputeRef}_back`, amountMinor, feeMinor: 0, currency };
  const moved = status === "inquiry" || status === "closed" ? [] : status === "won" ? [taken, back] : [taken];
  return {
    disputeRef,
    providerRef: `pi_${booking.id}`,
    chargeRef: `ch_${booking.id}`,
    status,
    reason: "fraudulent",
    amountMinor,
    currency,
    evidenceDueBy: new Date(Date.now() + 8 * 86_400_000).toISOString(),
    isSubmitted: status === "under_review",
    openedAt: new Date().toISOString(),
    movements: moved,
    ...change,
  };
}

export const tellDispute = (rig: Rig, state: DisputeState): Promise<unknown> =>
  tellOf(rig, { kind: "dispute", seen: state });

/** How a refund stands at its provider. */
export const tellRefund = (rig: Rig, state: RefundState): Promise<unknown> =>
  tellOf(rig, { kind: "refund", seen: state });

async function tellOf(rig: Rig, { kind, seen }: { kind: string; seen: object }): Promise<unknown> {
  const eventId = `evt_${newId()}`;
  await rig.call(receiveEvent, { provider: "stripe", eventId, type: kind, body: "{}" }, system);
  return rig.call(applyEvent, { provider: "stripe", eventId, kind, seen }, system);
}
