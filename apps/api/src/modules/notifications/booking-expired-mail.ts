import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

export const bookingExpiredMail = (booking: BookingFacts, guest: User): MailContent =>
  compose({
    subject: `Your booking has expired: ${booking.listingTitle}`,
    heading: "Your booking has expired",
    blocks: [
      paragraph(
        `Hello ${guest.firstName}, the dates were held for you, but no payment arrived in time. Others can book them again.`,
      ),
      facts(stayRows(booking)),
      paragraph("If you still want to go and the dates are free, ask for a new quote and book again."),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
