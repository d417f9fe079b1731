import type { User } from "@roost/contract";
import { facts, link, paragraph } from "./blocks.ts";
import { priceRows, stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

export interface ConfirmedMail {
  readonly booking: BookingFacts;
  /** Where his receipt is. */
  readonly receiptUrl: string;
}

export const guestBookingConfirmedMail = (
  { booking, receiptUrl }: ConfirmedMail,
  guest: User,
  host: User,
): MailContent =>
  compose({
    subject: `Your stay is confirmed: ${booking.listingTitle}`,
    heading: "Your stay is confirmed",
    blocks: [
      paragraph(`Hello ${guest.firstName}, you have paid, and the home is yours for these nights.`),
      facts([...stayRows(booking), ["Your host", host.firstName]]),
      facts(priceRows(booking)),
      link("Your receipt", receiptUrl),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
