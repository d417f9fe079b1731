import { formatMoney, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts } from "./ports.ts";

/** To the guest whose money came too late. It goes back in full, so the amount is what he was charged. */
export const paymentRefundedMail = (booking: BookingFacts, guest: User): MailContent =>
  compose({
    subject: `Your payment was given back: ${booking.listingTitle}`,
    heading: "Your payment was given back",
    blocks: [
      paragraph(
        `Hello ${guest.firstName}, your payment arrived when the booking had ended already. We have given all of it back.`,
      ),
      facts([...stayRows(booking), ["Given back", formatMoney(booking.presentment.total)]]),
      paragraph("Your bank may need some days to show it."),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
