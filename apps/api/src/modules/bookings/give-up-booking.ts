import type { BookingMove } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { releaseNights } from "../listings/index.ts";
import { closePayment } from "../payments/index.ts";
import { transition } from "./lifecycle.ts";
import { type BookingRow, moveBooking } from "./store.ts";

const events = { cancel: "booking.cancelled", decline: "booking.declined", expire: "booking.expired" } as const;

export interface GivingUp {
  readonly move: Extract<BookingMove, keyof typeof events>;
  /** Leave it as it is while an attempt is under way whose outcome nobody knows. */
  readonly unlessUnderWay?: boolean;
  readonly declineReason?: string | undefined;
}

/**
 * Ends a locked booking that was never captured: takes no more money, gives what was withheld and the nights back.
 * Should a capture be faster at the provider, its money goes back, too (settle-payment.ts). Answers the booking as it is
 * then; undefined where it was left as it is.
 */
export async function giveUpBooking(
  scope: CommandScope,
  booking: BookingRow,
  { move, unlessUnderWay = false, declineReason }: GivingUp,
): Promise<BookingRow | undefined> {
  const state = transition(booking.state, move);
  const closing = await closePayment(scope, booking.id, { evenIfUnderWay: !unlessUnderWay });
  if (closing === "under_way") return undefined;
  if (closing === "captured") throw new Error(`booking ${booking.id} is paid, but not confirmed`);
  const ended = await moveBooking(scope, booking, { state, declineReason });
  await releaseNights(scope.sql, booking.id);
  scope.emit(events[move], { bookingId: booking.id });
  return ended;
}
