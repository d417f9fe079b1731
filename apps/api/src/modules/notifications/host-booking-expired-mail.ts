import type { User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

/** To a host who was asked. The stay was never paid, so he learns the guest's first name only. */
export const hostBookingExpiredMail = (booking: BookingFacts, guest: User, host: User): MailContent =>
  compose({
    subject: `A request has expired: ${booking.listingTitle}`,
    heading: "A request has expired",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, ${
          booking.isAccepted
            ? `you have accepted the request of ${guest.firstName}, but the guest's bank did not let us take the payment.`
            : `the request of ${guest.firstName} was not accepted in time.`
        } The dates are free again.`,
      ),
      facts(stayRows(booking)),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
