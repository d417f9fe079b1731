import type { Actor, Verdict } from "../../platform/action.ts";
import { isAdmin } from "../../platform/policies.ts";
import type { BookingRow } from "./store.ts";

/** Its guest, its host and operators; to everybody else it does not exist. */
export function isPartyOfBooking(actor: Actor | null, booking: BookingRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!booking || actor.kind !== "user") return "hidden";
  return [booking.guest_id, booking.host_id].includes(actor.userId) || isAdmin(actor) ? true : "hidden";
}

/** Its guest; its host may see it, but not this. */
export function isGuestOfBooking(actor: Actor | null, booking: BookingRow | undefined): Verdict {
  if (actor?.kind === "user" && booking?.guest_id === actor.userId) return true;
  const visible = isPartyOfBooking(actor, booking);
  return visible === true ? "forbidden" : visible;
}

/** Its host; its guest may see it, but not this. */
export function isHostOfBooking(actor: Actor | null, booking: BookingRow | undefined): Verdict {
  if (actor?.kind === "user" && booking?.host_id === actor.userId) return true;
  const visible = isPartyOfBooking(actor, booking);
  return visible === true ? "forbidden" : visible;
}
