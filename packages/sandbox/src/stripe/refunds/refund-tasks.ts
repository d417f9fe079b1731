import type { Context } from "../context.ts";
import { record } from "../events.ts";
import type { Task } from "../time/keep-appointment.ts";
import { failRefund } from "./fail-refund.ts";
import { findRefund } from "./find-refund.ts";
import type { Refund } from "./refund.ts";

export const refundTasks = {
  "refund.fail": (context, id) => void failRefund(context, findRefund(context, id), "expired_or_canceled_card"),
  "refund.succeed": (context, id) => succeed(context, findRefund(context, id)),
} satisfies Record<string, Task>;

function succeed(context: Context, refund: Refund): void {
  if (refund.status !== "pending") return;
  const { pending_reason: _, ...arrived } = refund;
  const succeeded = context.world.store.put<Refund>({ ...arrived, status: "succeeded" });
  for (const type of ["refund.updated", "charge.refund.updated"]) record(context, type, succeeded);
}
