import type { Context } from "../context.ts";
import { missingObject } from "../refusal.ts";
import type { Refund } from "./refund.ts";

export function findRefund({ world }: Context, id: string): Refund {
  const refund = world.store.find("refund", id);
  if (!refund) throw missingObject("refund", id, "refund");
  return refund;
}
