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
      paragraph(`Hello ${guest.firstName}, ${whyFor(booking)} Others can book the dates again.`),
      facts(stayRows(booking)),
      paragraph("If you still want to go and the dates are free, ask for a new quote and book again."),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });

function whyFor({ isAsked, isAccepted }: BookingFacts): string {
  if (isAccepted) {
    return "the host has accepted your request, but your bank did not let us take the payment. You have paid nothing.";
  }
  if (isAsked) {
    return "your request was not accepted while the price was reserved on your card. You have paid nothing: it is let go.";
  }
  return "the dates were held for you, but no payment arrived in time.";
}
