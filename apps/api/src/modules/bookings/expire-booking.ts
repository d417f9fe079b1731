import { BookingIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { giveUpBooking } from "./give-up-booking.ts";
import { type BookingRow, lockBooking } from "./store.ts";

/** How long an attempt whose outcome is not known is asked for, after the time to pay is over. */
const unknownAttemptMinutes = 60;

/** Ends a booking that was not paid, or not answered, in time; a payment under way waits for the provider's word. */
export const expireBooking = command({
  name: "bookings.expire",
  summary: "Let a booking expire that was not paid, or not answered by its host, in time.",
  input: BookingIdInput,
  output: z.object({ moved: z.boolean() }),
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: onlySystem,
  async run(scope, _input, booking) {
    const deadline = booking && deadlineOf(booking);
    if (!booking || !deadline || deadline > scope.now) return { moved: false };
    const overdueMs = scope.now.getTime() - deadline.getTime();
    const unlessUnderWay = overdueMs <= unknownAttemptMinutes * 60_000;
    return { moved: (await giveUpBooking(scope, booking, { move: "expire", unlessUnderWay })) !== undefined };
  },
});

/** What the booking waits for until then; undefined where it waits for nobody. */
function deadlineOf({ pay_by, respond_by }: BookingRow): Date | undefined {
  const text = pay_by ?? respond_by;
  return text === null ? undefined : new Date(text);
}
