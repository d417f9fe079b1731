import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

/** To the guest, with the host's own words where he found some. */
export const bookingDeclinedMail = (booking: BookingFacts, guest: User): MailContent =>
  compose({
    subject: `Your request was declined: ${booking.listingTitle}`,
    heading: "Your request was declined",
    blocks: [
      paragraph(
        `Hello ${guest.firstName}, the host cannot take you this time. You have paid nothing: what was reserved on your card is let go.`,
      ),
      ...(booking.declineReason === null ? [] : [facts([["The host writes", booking.declineReason]])]),
      facts(stayRows(booking)),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
