import type { Payout, User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";
import { causesOf, paidFor } from "./payout-words.ts";
import type { BookingFacts } from "./ports.ts";

export const payoutBlockedMail = (payout: Payout, booking: BookingFacts | undefined, host: User): MailContent =>
  compose({
    subject: `Your payout waits${booking ? `: ${booking.listingTitle}` : ""}`,
    heading: "Your payout waits",
    blocks: [
      paragraph(`Hello ${host.firstName}, a payout to you cannot go yet.`),
      ...causesOf(payout).map(paragraph),
      facts([...paidFor(booking)]),
      paragraph("Nothing is lost: it goes by itself once nothing is in its way."),
      paragraph(`Payout ${payout.id}`),
    ],
  });
