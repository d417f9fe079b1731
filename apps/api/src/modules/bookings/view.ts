import type { Booking } from "@roost/contract";
import type { Actor } from "../../platform/action.ts";
import { nextActions, phaseOf } from "./lifecycle.ts";
import { type BookingRow, bookingFacts } from "./store.ts";

/** A booking as this actor sees it: its guest and its host have something to do, each his own. */
export function bookingFor(actor: Actor | null, row: BookingRow, now: Date): Booking {
  const facts = bookingFacts(row);
  const who = actor?.kind === "user" ? partyOf(row, actor.userId) : undefined;
  return { ...facts, phase: phaseOf(row.state), nextActions: who ? nextActions(facts, who, now) : [] };
}

function partyOf(row: BookingRow, userId: string): "guest" | "host" | undefined {
  if (userId === row.guest_id) return "guest";
  return userId === row.host_id ? "host" : undefined;
}
