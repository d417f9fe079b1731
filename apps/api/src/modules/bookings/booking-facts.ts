import type { Sql } from "../../platform/sql.ts";
import { findStayListing } from "../listings/index.ts";
import { bookingFacts, findBooking } from "./store.ts";

/** What a mail about a booking tells, as it stands when the mail is sent. */
export async function findBookingFacts(sql: Sql, bookingId: string) {
  const row = await findBooking(sql, bookingId);
  const listing = row && (await findStayListing(sql, row.listing_id));
  if (!row || !listing) return undefined;
  const { guestId, hostId, state, checkIn, checkOut, guests, lineItems, total, presentment } = bookingFacts(row);
  const { title: listingTitle, city, country } = listing;
  return {
    bookingId,
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
  };
}
