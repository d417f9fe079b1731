import { Booking, BookingIdInput } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { isPartyOfBooking } from "./policies.ts";
import { findBooking } from "./store.ts";
import { bookingFor } from "./view.ts";

export const getBooking = query({
  name: "bookings.get",
  summary: "A booking with what you may do next, for its guest, its host and operators.",
  input: BookingIdInput,
  output: Booking,
  load: ({ sql }, { bookingId }) => findBooking(sql, bookingId),
  may: isPartyOfBooking,
  async run(scope, _input, booking) {
    assertFound(booking);
    return bookingFor(scope.actor, booking, await scope.now());
  },
});
