import type { Payout, User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";
import { amountRows, paidFor } from "./payout-words.ts";
import type { BookingFacts } from "./ports.ts";

export const payoutFailedMail = (payout: Payout, booking: BookingFacts | undefined, host: User): MailContent =>
  compose({
    subject: `Your bank refused a payout${booking ? `: ${booking.listingTitle}` : ""}`,
    heading: "Your bank refused a payout",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, your bank did not take a payout. The money is in your payout account, and safe there.`,
      ),
      facts([...paidFor(booking), ...amountRows(payout), ["Reason", payout.failureCode ?? "not told"]]),
      paragraph(
        "Open your payout account and name a bank account that takes it: it is sent again at once. Otherwise we try the same one again in some days.",
      ),
      paragraph(`Payout ${payout.id}`),
    ],
  });
