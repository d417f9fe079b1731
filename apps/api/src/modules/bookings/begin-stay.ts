import { BookingIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { transition } from "./lifecycle.ts";
import { lockBooking, moveBooking } from "./store.ts";

/** The check-in time at the home has come. */
export const beginStay = command({
  name: "bookings.beginStay",
  summary: "Note that a stay has begun.",
  input: BookingIdInput,
  output: z.object({ moved: z.boolean() }),
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: onlySystem,
  async run(scope, _input, booking) {
    if (booking?.state !== "confirmed" || new Date(booking.starts_at) > scope.now) return { moved: false };
    await moveBooking(scope, booking, { state: transition(booking.state, "check_in") });
    scope.emit("booking.checked_in", { bookingId: booking.id });
    return { moved: true };
  },
});
