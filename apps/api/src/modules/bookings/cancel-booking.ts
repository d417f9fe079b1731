import { Booking, BookingIdInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { giveUpBooking } from "./give-up-booking.ts";
import { isGuestOfBooking } from "./policies.ts";
import { lockBooking } from "./store.ts";
import { bookingFor } from "./view.ts";

export const cancelBooking = command({
  name: "bookings.cancel",
  summary: "Give up a booking that is not confirmed yet: nothing is taken, and the dates are free again at once.",
  key: "required",
  input: BookingIdInput,
  output: Booking,
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: isGuestOfBooking,
  async run(scope, _input, booking) {
    assertFound(booking);
    const cancelled = await giveUpBooking(scope, booking, { move: "cancel" });
    return bookingFor(scope.actor, cancelled ?? booking, scope.now);
  },
});
