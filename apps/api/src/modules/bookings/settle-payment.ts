import type { EventData } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import { envPort } from "../../platform/settings.ts";
import { releaseNights } from "../listings/index.ts";
import { refundRest, schedulePayout } from "../payments/index.ts";
import { keepNights } from "./keep-nights.ts";
import { transition } from "./lifecycle.ts";
import { type BookingRow, lockBooking, moveBooking } from "./store.ts";

/**
 * The money has come in: in the same transaction the booking is confirmed. A hold that is gone is claimed again; where
 * the dates are taken by now, the booking was given up, or its host has not said yes, all of the money goes back.
 */
export async function settlePayment(scope: CommandScope, { reference }: EventData["payment.captured"]): Promise<void> {
  const booking = await lockBooking(scope, reference);
  assertThere(booking, `money came in for ${reference}, which is no booking`);
  if (["confirmed", "checked_in", "completed"].includes(booking.state)) return;
  if (!isWanted(booking) || !(await keepNights(scope, booking, null))) {
    if (["pending_payment", "pending_host", "accepted"].includes(booking.state)) {
      await moveBooking(scope, booking, { state: transition(booking.state, "expire") });
      await releaseNights(scope.sql, booking.id);
      scope.emit("booking.expired", { bookingId: booking.id });
    }
    return refundRest(scope, reference, "late_payment");
  }
  const move = booking.state === "expired" ? "revive" : "confirm";
  await Promise.all([
    moveBooking(scope, booking, { state: transition(booking.state, move) }),
    schedulePayout(scope, { reference, dueAt: payoutDue(scope, booking) }),
  ]);
  scope.emit("booking.confirmed", { bookingId: booking.id });
}

/** Guest and host both want it still: a request that nobody accepted was captured by hand, at the provider. */
const isWanted = ({ state, booking_mode, accepted_at }: BookingRow): boolean =>
  state !== "cancelled" && state !== "declined" && (booking_mode === "instant" || accepted_at !== null);

const dayMs = 24 * 60 * 60_000;

const payoutDue = (scope: CommandScope, { starts_at: startsAt, ends_at: endsAt }: BookingRow): Date =>
  envPort.from(scope).PAYOUT_DUE === "completion" ? new Date(endsAt) : new Date(Date.parse(startsAt) + dayMs);
