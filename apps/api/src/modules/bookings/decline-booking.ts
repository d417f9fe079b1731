import { Booking, DeclineBookingInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { giveUpBooking } from "./give-up-booking.ts";
import { isHostOfBooking } from "./policies.ts";
import { lockBooking } from "./store.ts";
import { bookingFor } from "./view.ts";

export const declineBooking = command({
  name: "bookings.decline",
  summary: "Decline a request: the guest's card is let go, and the dates are free again at once.",
  key: "required",
  input: DeclineBookingInput,
  output: Booking,
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: isHostOfBooking,
  async run(scope, { reason }, booking) {
    assertFound(booking);
    const declined = await giveUpBooking(scope, booking, { move: "decline", declineReason: reason });
    return bookingFor(scope.actor, declined ?? booking, scope.now);
  },
});
