import type { CommandScope } from "../../platform/action.ts";
import { claimNights, extendHold, promoteHold } from "../listings/index.ts";
import type { BookingRow } from "./store.ts";

/**
 * Keeps a booking's nights, until an instant or for good (null), though its hold may have expired: one that made way
 * meanwhile is claimed again. False where somebody else has the nights by now.
 */
export async function keepNights(
  { sql, now }: Pick<CommandScope, "sql" | "now">,
  booking: BookingRow,
  until: Date | null,
): Promise<boolean> {
  const kept = until === null ? promoteHold(sql, booking.id) : extendHold(sql, booking.id, until);
  if (await kept) return true;
  const { listing_id: listingId, check_in: checkIn, check_out: checkOut, preparation_days: preparationDays } = booking;
  const stay = { listingId, checkIn, checkOut, preparationDays };
  return claimNights(sql, { ...stay, reference: booking.id, expiresAt: until, now });
}
