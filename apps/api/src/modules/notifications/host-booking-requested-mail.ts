import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { earningRows, formatInstant, stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

/** To the host, who does not learn the guest's last name before he has said yes. */
export const hostBookingRequestedMail = (booking: BookingFacts, guest: User, host: User): MailContent =>
  compose({
    subject: `${guest.firstName} would like to stay: ${booking.listingTitle}`,
    heading: "Somebody would like to stay with you",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, ${guest.firstName} asks for these nights. The price is reserved on the guest's card and taken once you accept.`,
      ),
      facts([
        ["Guest", guest.firstName],
        ...stayRows(booking),
        ...(booking.respondBy === null ? [] : ([["Answer by", formatInstant(booking.respondBy)]] as const)),
      ]),
      facts(earningRows(booking)),
      paragraph("Without your answer the request expires, and the nights are free again."),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
