import type { Context } from "../context.ts";
import { isKind } from "../objects.ts";
import { missingObject } from "../refusal.ts";
import type { Dispute } from "./dispute.ts";

/** Stripe itself has never more than a handful of disputes of one charge. */
const MOST = 100;

export function findDispute(context: Context, id: string): Dispute {
  const dispute = context.world.store.find("dispute", id);
  if (!dispute) throw missingObject("dispute", id, "dispute");
  return dispute;
}

export function disputesOf({ world }: Context, chargeId: string): readonly Dispute[] {
  const created = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const page = world.store.page({ kind: "dispute", label: "*", where: { charge: chargeId }, created, limit: MOST });
  return page.data.filter((found) => isKind("dispute", found));
}

/** Whether the card network has taken money of a charge back, or did until it was given back. */
export function isChargedBack(context: Context, chargeId: string): boolean {
  return disputesOf(context, chargeId).some((dispute) => !dispute.is_charge_refundable);
}
