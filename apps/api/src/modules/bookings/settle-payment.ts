import type { EventData } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { claimNights, promoteHold } from "../listings/index.ts";
import { refundRest } from "../payments/index.ts";
import { transition } from "./lifecycle.ts";
import { type BookingRow, lockBooking, moveBooking } from "./store.ts";

/**
 * The money has come in: in the same transaction the booking is confirmed. A hold that is gone is claimed again; where
 * the dates are taken by now, or the guest has cancelled, all of the money goes back.
 */
export async function settlePayment(scope: CommandScope, { reference }: EventData["payment.captured"]): Promise<void> {
  const booking = await lockBooking(scope, reference);
  if (!booking) throw new Error(`money came in for ${reference}, which is no booking`);
  if (["confirmed", "checked_in", "completed"].includes(booking.state)) return;
  if (booking.state === "cancelled" || !(await keepNights(scope, booking))) {
    if (booking.state === "pending_payment") {
      await moveBooking(scope, booking, transition(booking.state, "expire"));
      scope.emit("booking.expired", { bookingId: booking.id });
    }
    return refundRest(scope, reference, "late_payment");
  }
  const move = booking.state === "expired" ? "revive" : "confirm";
  await moveBooking(scope, booking, transition(booking.state, move));
  scope.emit("booking.confirmed", { bookingId: booking.id });
}

async function keepNights({ sql, now }: CommandScope, booking: BookingRow): Promise<boolean> {
  if (await promoteHold(sql, booking.id)) return true;
  const { listing_id: listingId, check_in: checkIn, check_out: checkOut } = booking;
  return claimNights(sql, { listingId, checkIn, checkOut, reference: booking.id, expiresAt: null, now });
}
