import { AcceptBookingInput, Booking } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { AppError } from "../../platform/errors.ts";
import { capturePayment } from "../payments/index.ts";
import { keepNights } from "./keep-nights.ts";
import { mayAnswer, transition } from "./lifecycle.ts";
import { isHostOfBooking } from "./policies.ts";
import { lockBooking, moveBooking } from "./store.ts";
import { bookingFor } from "./view.ts";

/** How long the amount may take to come in, once the host has said yes. */
const payHours = 24;

export const acceptBooking = command({
  name: "bookings.accept",
  summary: "Accept a request: what is withheld on the guest's card is taken, and then the booking is confirmed.",
  key: "required",
  input: AcceptBookingInput,
  output: Booking,
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: isHostOfBooking,
  async run(scope, _input, booking) {
    assertFound(booking);
    const state = transition(booking.state, "accept");
    if (!mayAnswer(booking.respond_by, scope.now)) {
      const details = { state: booking.state, action: "accept" };
      throw new AppError("booking.state", { detail: "The time to answer is over.", details });
    }
    const payBy = new Date(scope.now.getTime() + payHours * 3_600_000);
    await capturePayment(scope, booking.id);
    const accepted = await moveBooking(scope, booking, { state, until: payBy });
    if (!(await keepNights(scope, booking, payBy))) throw new AppError("booking.dates_unavailable");
    scope.emit("booking.accepted", { bookingId: booking.id });
    return bookingFor(scope.actor, accepted, scope.now);
  },
});
