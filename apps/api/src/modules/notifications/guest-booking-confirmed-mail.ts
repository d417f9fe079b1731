import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { priceRows, stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

export const guestBookingConfirmedMail = (booking: BookingFacts, guest: User, host: User): MailContent =>
  compose({
    subject: `Your stay is confirmed: ${booking.listingTitle}`,
    heading: "Your stay is confirmed",
    blocks: [
      paragraph(`Hello ${guest.firstName}, you have paid, and the home is yours for these nights.`),
      facts([...stayRows(booking), ["Your host", host.firstName]]),
      facts(priceRows(booking)),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
