import { formatMoney, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts, ChargebackFacts } from "./ports.ts";

/** To the host whose payout waits while a bank decides. */
export const disputeOpenedMail = (booking: BookingFacts, dispute: ChargebackFacts, host: User): MailContent =>
  compose({
    subject: `A payment is disputed: ${booking.listingTitle}`,
    heading: "A payment is disputed",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, the bank of your guest's card disputes the payment for this stay. We answer the bank; your payout for it waits until the bank has decided.`,
      ),
      facts([...stayRows(booking), ["Disputed", formatMoney(dispute.amount)]]),
      paragraph("You have nothing to do. If you have messages or photos of the stay, keep them: they may help."),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
