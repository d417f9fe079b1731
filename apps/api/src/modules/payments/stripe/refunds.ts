import type Stripe from "stripe";
import { z } from "zod";
import type { Gateway, RefundState } from "../gateway.ts";
import { fromStripe, toStripe } from "./amounts.ts";
import { certain, idOf } from "./client.ts";

export function stripeRefunds(stripe: Stripe): Pick<Gateway, "refund" | "retrieveRefund"> {
  return {
    refund: ({ key, refundId, providerRef, amountMinor, currency }) =>
      certain(async () => {
        const amount = toStripe(amountMinor, currency);
        // Stripe forgets keys after a day or more; what it has given back it never forgets.
        const before = await stripe.refunds.list({ payment_intent: providerRef, limit: 100 });
        const made = before.data.map(stateOf).find((state) => state.refundId === refundId && isOnItsWay(state));
        if (made) return made;
        const wish = { payment_intent: providerRef, amount, metadata: { refund_id: refundId } };
        return stateOf(await stripe.refunds.create(wish, { idempotencyKey: key }));
      }),
    retrieveRefund: (refundRef) => certain(async () => stateOf(await stripe.refunds.retrieve(refundRef))),
  };
}

/** One that failed is no reason not to try again, which is what we are asked for. */
const isOnItsWay = ({ status }: RefundState) => status === "pending" || status === "succeeded";

const Metadata = z.object({ refund_id: z.uuid() });

function stateOf(refund: Stripe.Refund): RefundState {
  const metadata = Metadata.safeParse(refund.metadata);
  return {
    refundRef: refund.id,
    refundId: metadata.success ? metadata.data.refund_id : null,
    providerRef: idOf(refund.payment_intent),
    chargeRef: idOf(refund.charge),
    status: statusOf(refund.status),
    amountMinor: fromStripe(refund.amount, refund.currency),
    currency: refund.currency.toUpperCase(),
    failureCode: refund.failure_reason ?? null,
  };
}

function statusOf(status: string | null): RefundState["status"] {
  switch (status) {
    case "pending":
    case "requires_action":
      return "pending";
    case "succeeded":
      return "succeeded";
    case "failed":
      return "failed";
    case "canceled":
      return "cancelled";
    default:
      throw new Error(`Stripe answered a refund status that is not known: ${String(status)}`);
  }
}
