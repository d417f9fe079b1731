import {
  type BookingMove,
  type BookingPhase,
  type BookingState,
  bookingTransitions,
  type NextAction,
} from "@roost/contract";
import type { z } from "zod";
import { AppError } from "../../platform/errors.ts";

/** Where a move leads from a state; refuses with the state where the table knows no such move. */
export function transition(from: BookingState, move: BookingMove): BookingState {
  const found = bookingTransitions.find((row) => row.name === move && row.from === from);
  if (found) return found.to;
  throw new AppError("booking.state", { detail: refusals[from], details: { state: from, action: move } });
}

const refusals: Readonly<Record<BookingState, string>> = {
  pending_payment: "The booking waits for its payment.",
  confirmed: "The booking is confirmed already.",
  checked_in: "The stay has begun.",
  completed: "The stay is over.",
  cancelled: "The booking was cancelled.",
  expired: "The booking expired before it was paid.",
};

const phases: Readonly<Record<BookingState, z.output<typeof BookingPhase>>> = {
  pending_payment: "PENDING",
  confirmed: "CONFIRMED",
  checked_in: "CONFIRMED",
  completed: "COMPLETED",
  cancelled: "CANCELLED",
  expired: "CANCELLED",
};

export const phaseOf = (state: BookingState) => phases[state];

/** What the guest may do now, or why not; from the same table that the server enforces. */
export function nextActions(booking: { state: BookingState; payBy: string | null }, now: Date): NextAction[] {
  if (booking.state !== "pending_payment") {
    const reason = refusals[booking.state];
    return [
      { action: "pay", allowed: false, reason },
      { action: "cancel", allowed: false, reason },
    ];
  }
  const inTime = booking.payBy !== null && new Date(booking.payBy) > now;
  return [
    { action: "pay", allowed: inTime, reason: inTime ? null : "The time to pay is over." },
    { action: "cancel", allowed: true, reason: null },
  ];
}
