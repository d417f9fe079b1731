import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { earningRows, stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

export const hostBookingConfirmedMail = (booking: BookingFacts, guest: User, host: User): MailContent =>
  compose({
    subject: `New booking: ${booking.listingTitle}`,
    heading: "You have a new booking",
    blocks: [
      paragraph(`Hello ${host.firstName}, ${guest.firstName} ${guest.lastName} has booked and paid.`),
      facts([["Guest", `${guest.firstName} ${guest.lastName}`], ...stayRows(booking)]),
      facts(earningRows(booking)),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
