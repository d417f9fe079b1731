import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

/** To the host. The stay was never paid, so he learns the guest's first name only. */
export const bookingCancelledMail = (booking: BookingFacts, guest: User, host: User): MailContent =>
  compose({
    subject: `Booking cancelled: ${booking.listingTitle}`,
    heading: "A booking was cancelled",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, ${guest.firstName} has ${
          booking.bookingMode === "request" ? "taken back a request" : "cancelled a booking before paying"
        }. The dates are free again.`,
      ),
      facts(stayRows(booking)),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
