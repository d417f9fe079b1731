import { formatMoney, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts, ChargebackFacts } from "./ports.ts";

/** To the host, once the bank has decided. */
export const disputeDecidedMail = (booking: BookingFacts, dispute: ChargebackFacts, host: User): MailContent => {
  const heading = dispute.status === "won" ? "A dispute was won" : "A dispute was lost";
  return compose({
    subject: `${heading}: ${booking.listingTitle}`,
    heading,
    blocks: [
      paragraph(`Hello ${host.firstName}, ${whatFollows(dispute)}`),
      facts([...stayRows(booking), ["Disputed", formatMoney(dispute.amount)]]),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
};

function whatFollows({ status, isAbsorbed }: ChargebackFacts): string {
  if (status === "won") return "the bank has decided for you. Your payout for this stay waits for it no more.";
  if (isAbsorbed)
    return "the bank has given your guest the money back. You had been paid for this stay: that stays yours.";
  return "the bank has given your guest the money back. What you earn for this stay is less by your part of it.";
}
