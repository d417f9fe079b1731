import { Booking, BookingIdInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { releaseNights } from "../listings/index.ts";
import { closePayment } from "../payments/index.ts";
import { transition } from "./lifecycle.ts";
import { isGuestOfBooking } from "./policies.ts";
import { lockBooking, moveBooking } from "./store.ts";
import { bookingFor } from "./view.ts";

export const cancelBooking = command({
  name: "bookings.cancel",
  summary: "Give up a booking that is not paid yet; the dates are free again at once.",
  key: "required",
  input: BookingIdInput,
  output: Booking,
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: isGuestOfBooking,
  async run(scope, _input, booking) {
    if (!booking) throw new AppError("not_found");
    const state = transition(booking.state, "cancel");
    // Should an attempt that is still under way succeed, its money goes back (settle-payment.ts).
    const closing = await closePayment(scope, booking.id, { evenIfUnderWay: true });
    if (closing === "captured") throw new Error(`booking ${booking.id} is paid, but not confirmed`);
    await moveBooking(scope, booking, state);
    await releaseNights(scope.sql, booking.id);
    scope.emit("booking.cancelled", { bookingId: booking.id });
    return bookingFor(scope.actor, { ...booking, state, pay_by: null }, scope.now);
  },
});
