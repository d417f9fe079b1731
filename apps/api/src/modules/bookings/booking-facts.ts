import type { Sql } from "../../platform/sql.ts";
import { findStayListing } from "../listings/index.ts";
import { bookingFacts, findBooking, stayOf } from "./store.ts";

/** What a mail about a booking tells, as it stands when the mail is sent. */
export async function findBookingFacts(sql: Sql, bookingId: string) {
  const row = await findBooking(sql, bookingId);
  const listing = row && (await findStayListing(sql, stayOf(row)));
  if (!row || !listing) return undefined;
  const facts = bookingFacts(row);
  const { guestId, hostId, paymentId, state, bookingMode, respondBy, declineReason } = facts;
  const { checkIn, checkOut, guests, lineItems, total, presentment } = facts;
  const { title: listingTitle, city, country } = listing;
  return {
    bookingId,
    paymentId,
    listingTitle,
    city,
    country,
    checkIn,
    checkOut,
    guests,
    lineItems,
    total,
    presentment,
    guestId,
    hostId,
    state,
    bookingMode,
    respondBy,
    declineReason,
    isAsked: row.asked_at !== null,
    isAccepted: row.accepted_at !== null,
  };
}
