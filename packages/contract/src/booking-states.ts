import { z } from "zod";

/** The states of a booking's life. */
export const BookingState = z
  .enum([
    "pending_payment",
    "pending_host",
    "accepted",
    "confirmed",
    "checked_in",
    "completed",
    "cancelled",
    "expired",
    "declined",
  ])
  .meta({ id: "BookingState" });
export type BookingState = z.output<typeof BookingState>;

/** One legal move of a booking: from where to where, by whom, when, and what follows. */
export interface BookingTransition {
  readonly name: string;
  /** null: the booking does not exist yet. */
  readonly from: BookingState | null;
  readonly to: BookingState;
  readonly who: "guest" | "host" | "operator" | "system";
  readonly guard: string;
  readonly outcome: string;
}

const ended = "void the payment, release the dates";

/** The life of a booking as data: the server, nextActions, the database's trigger and the docs follow this table. */
export const bookingTransitions = [
  {
    name: "create",
    from: null,
    to: "pending_payment",
    who: "guest",
    guard: "live quote, not the own listing, verified e-mail, stay rules pass, dates free",
    outcome: "the dates are held for 15 minutes",
  },
  {
    name: "authorize",
    from: "pending_payment",
    to: "pending_host",
    who: "system",
    guard: "request mode, the total is authorized",
    outcome: "the dates are held until the host has answered: 24 hours, never past the card's deadline or check-in",
  },
  {
    name: "confirm",
    from: "pending_payment",
    to: "confirmed",
    who: "system",
    guard: "instant mode, captured = total",
    outcome: "the hold becomes a booking; mails to guest and host",
  },
  {
    name: "accept",
    from: "pending_host",
    to: "accepted",
    who: "host",
    guard: "respondBy is not over",
    outcome: "what was authorized is captured; payBy = now + 24 hours, and the dates are held until then",
  },
  {
    name: "confirm",
    from: "accepted",
    to: "confirmed",
    who: "system",
    guard: "captured = total",
    outcome: "the hold becomes a booking; mails to guest and host",
  },
  { name: "decline", from: "pending_host", to: "declined", who: "host", guard: "–", outcome: ended },
  {
    name: "expire",
    from: "pending_payment",
    to: "expired",
    who: "system",
    guard: "payBy is over and no attempt is under way at the provider",
    outcome: ended,
  },
  {
    name: "expire",
    from: "pending_host",
    to: "expired",
    who: "system",
    guard: "respondBy is over, or the authorization has ended",
    outcome: ended,
  },
  {
    name: "expire",
    from: "accepted",
    to: "expired",
    who: "system",
    guard: "the capture was refused, or payBy is over",
    outcome: ended,
  },
  { name: "cancel", from: "pending_payment", to: "cancelled", who: "guest", guard: "not captured", outcome: ended },
  { name: "cancel", from: "pending_host", to: "cancelled", who: "guest", guard: "not captured", outcome: ended },
  { name: "cancel", from: "accepted", to: "cancelled", who: "guest", guard: "not captured", outcome: ended },
  {
    name: "revive",
    from: "expired",
    to: "confirmed",
    who: "system",
    guard: "a payment arrived late, the dates are still free, and a request was accepted",
    outcome: "the dates are claimed again; mails to guest and host",
  },
  {
    name: "check_in",
    from: "confirmed",
    to: "checked_in",
    who: "system",
    guard: "the check-in time at the home has come",
    outcome: "nothing; a no-show noted by the host changes nothing else",
  },
  {
    name: "complete",
    from: "checked_in",
    to: "completed",
    who: "system",
    guard: "the check-out time at the home has come",
    outcome: "the host has earned his share; the guest may review for 14 days",
  },
] as const satisfies readonly BookingTransition[];

/** The name of a move in the table, for example `confirm`. */
export type BookingMove = (typeof bookingTransitions)[number]["name"];
