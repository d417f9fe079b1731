import type { Payout, User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";
import { amountRows, paidFor } from "./payout-words.ts";
import type { BookingFacts } from "./ports.ts";

export const payoutSentMail = (payout: Payout, booking: BookingFacts | undefined, host: User): MailContent =>
  compose({
    subject: `Your payout is on its way${booking ? `: ${booking.listingTitle}` : ""}`,
    heading: "Your payout is on its way",
    blocks: [
      paragraph(`Hello ${host.firstName}, we have sent what you earned to your payout account, and on to your bank.`),
      facts([...paidFor(booking), ...amountRows(payout)]),
      paragraph("Your bank may need some days to show it."),
      paragraph(`Payout ${payout.id}`),
    ],
  });
