import type { EventData } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import { refundRest } from "../payments/index.ts";
import { lockBooking } from "./store.ts";

/**
 * A bank gave money back to us. Where the booking has ended meanwhile it is the guest's all the same, and nobody could
 * give it to him while the bank had it.
 */
export async function settleDispute(scope: CommandScope, { reference }: EventData["dispute.won"]): Promise<void> {
  const booking = await lockBooking(scope, reference);
  assertThere(booking, `a dispute was won for ${reference}, which is no booking`);
  if (["cancelled", "declined", "expired"].includes(booking.state)) await refundRest(scope, reference, "late_payment");
}
