import { BookingIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { earnPayment } from "../payments/index.ts";
import { transition } from "./lifecycle.ts";
import { lockBooking, moveBooking } from "./store.ts";

/** The check-out time at the home has come: the host has earned his share. */
export const completeStay = command({
  name: "bookings.completeStay",
  summary: "Note that a stay is over.",
  input: BookingIdInput,
  output: z.object({ moved: z.boolean() }),
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: onlySystem,
  async run(scope, _input, booking) {
    if (booking?.state !== "checked_in" || new Date(booking.ends_at) > scope.now) return { moved: false };
    await moveBooking(scope, booking, { state: transition(booking.state, "complete") });
    await earnPayment(scope, booking.id);
    scope.emit("booking.completed", { bookingId: booking.id });
    return { moved: true };
  },
});
