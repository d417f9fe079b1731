import { BookingIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { releaseNights } from "../listings/index.ts";
import { closePayment } from "../payments/index.ts";
import { transition } from "./lifecycle.ts";
import { lockBooking, moveBooking } from "./store.ts";

/** How long an attempt whose outcome is not known is asked for, after the time to pay is over. */
const unknownAttemptMinutes = 60;

/** Ends a booking that was not paid in time; one whose payment is under way waits for the provider's word. */
export const expireBooking = command({
  name: "bookings.expire",
  summary: "Let a booking expire that was not paid in time.",
  input: BookingIdInput,
  output: z.object({ moved: z.boolean() }),
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: onlySystem,
  async run(scope, _input, booking) {
    const payBy = booking?.pay_by ? new Date(booking.pay_by).getTime() : Number.POSITIVE_INFINITY;
    const overdueMs = scope.now.getTime() - payBy;
    if (booking?.state !== "pending_payment" || overdueMs < 0) return { moved: false };
    const evenIfUnderWay = overdueMs > unknownAttemptMinutes * 60_000;
    if ((await closePayment(scope, booking.id, { evenIfUnderWay })) !== "closed") return { moved: false };
    await moveBooking(scope, booking, transition(booking.state, "expire"));
    await releaseNights(scope.sql, booking.id);
    scope.emit("booking.expired", { bookingId: booking.id });
    return { moved: true };
  },
});
