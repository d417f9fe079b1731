import { formatDate, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";
import type { CalendarClashFacts } from "./ports.ts";

/** To the host whose home is taken twice: only he can know which of the two stays. */
export const calendarClashedMail = (clash: CalendarClashFacts, host: User): MailContent =>
  compose({
    subject: `Nights are taken twice: ${clash.listingTitle}`,
    heading: "Nights are taken twice",
    blocks: [
      paragraph(
        `Hello ${host.firstName}, your calendar "${clash.feedName}" says that nights are taken which are booked on Roost, too. Please look at both, and cancel one of them.`,
      ),
      facts([
        ["Home", clash.listingTitle],
        ["First night", formatDate(clash.first)],
        ["Free again on", formatDate(clash.until)],
      ]),
      paragraph(
        "If the booking on Roost is cancelled, the nights are at once your other calendar's. If it stays, you have nothing to do here.",
      ),
      paragraph(`Booking ${clash.bookingId}`),
    ],
  });
