import {
  type BookingMode,
  type BookingMove,
  type BookingPhase,
  BookingState,
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
  pending_host: "The booking waits for the host's answer.",
  accepted: "The host has accepted the booking.",
  confirmed: "The booking is confirmed already.",
  checked_in: "The stay has begun.",
  completed: "The stay is over.",
  cancelled: "The booking was cancelled.",
  expired: "The booking has expired.",
  declined: "The host has declined the booking.",
};

/** Providers withhold the amount before the host is asked: from then on a request is paid for, as far as it can be. */
const phases: Readonly<Record<BookingState, BookingPhase>> = {
  pending_payment: "PENDING",
  pending_host: "PAID",
  accepted: "PAID",
  confirmed: "CONFIRMED",
  checked_in: "CONFIRMED",
  completed: "COMPLETED",
  cancelled: "CANCELLED",
  expired: "CANCELLED",
  declined: "CANCELLED",
};

export const phaseOf = (state: BookingState) => phases[state];

/** The states that clients show as one phase. */
export const statesOf = (phase: BookingPhase): readonly BookingState[] =>
  BookingState.options.filter((state) => phases[state] === phase);

export interface Waiting {
  readonly bookingMode: z.output<typeof BookingMode>;
  readonly state: BookingState;
  readonly payBy: string | null;
  readonly respondBy: string | null;
}

/** What its guest or its host may do now, or why not; from the same table that the server enforces. */
export function nextActions(booking: Waiting, who: "guest" | "host", now: Date): NextAction[] {
  const { state, payBy, respondBy } = booking;
  if (who === "host") {
    if (booking.bookingMode === "instant") return [];
    const accept = mayAnswer(respondBy, now) ? null : "The time to answer is over.";
    return [next("accept", refusalOf(state, "accept") ?? accept), next("decline", refusalOf(state, "decline"))];
  }
  const inTime = payBy !== null && new Date(payBy) > now;
  const pay = state === "pending_payment" ? (inTime ? null : "The time to pay is over.") : refusals[state];
  return [next("pay", pay), next("cancel", refusalOf(state, "cancel"))];
}

/** Whether the host is still in time. */
export const mayAnswer = (respondBy: string | null, now: Date): boolean =>
  respondBy !== null && new Date(respondBy) > now;

const next = (action: NextAction["action"], reason: string | null): NextAction => ({
  action,
  allowed: reason === null,
  reason,
});

const refusalOf = (state: BookingState, move: BookingMove): string | null =>
  bookingTransitions.some(({ name, from }) => name === move && from === state) ? null : refusals[state];
