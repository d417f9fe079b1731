import type { EventData } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { giveUpBooking } from "./give-up-booking.ts";
import { lockBooking } from "./store.ts";

/**
 * An attempt has failed. A guest who is paying may try again until his time is over; a request whose authorization has
 * ended, or whose capture was refused, has nothing left to wait for.
 */
export async function endUnpaid(scope: CommandScope, { reference }: EventData["payment.failed"]): Promise<void> {
  const booking = await lockBooking(scope, reference);
  if (booking?.state !== "pending_host" && booking?.state !== "accepted") return;
  await giveUpBooking(scope, booking, { move: "expire" });
}
