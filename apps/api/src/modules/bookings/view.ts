import type { Booking } from "@roost/contract";
import type { Actor } from "../../platform/action.ts";
import { nextActions, phaseOf } from "./lifecycle.ts";
import { type BookingRow, bookingFacts } from "./store.ts";

/** A booking as this actor sees it: only its guest has something to do. */
export const bookingFor = (actor: Actor | null, row: BookingRow, now: Date): Booking => ({
  ...bookingFacts(row),
  phase: phaseOf(row.state),
  nextActions:
    actor?.kind === "user" && actor.userId === row.guest_id
      ? nextActions({ state: row.state, payBy: row.pay_by }, now)
      : [],
});
