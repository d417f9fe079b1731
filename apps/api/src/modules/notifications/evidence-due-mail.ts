import { formatMoney, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts, ChargebackFacts } from "./ports.ts";

/** To an operator: without an answer the bank decides for the cardholder. */
export const evidenceDueMail = (booking: BookingFacts, dispute: ChargebackFacts, operator: User): MailContent =>
  compose({
    subject: `Evidence is due: ${booking.listingTitle}`,
    heading: "Evidence is due",
    blocks: [
      paragraph(
        `Hello ${operator.firstName}, a bank waits for an answer and decides against us without one. Submit evidence, or accept the chargeback.`,
      ),
      facts([
        ...stayRows(booking),
        ["Disputed", formatMoney(dispute.amount)],
        ["Reason", dispute.reason],
        ["Due", dispute.evidenceDueBy === null ? "soon" : `${instantInWords(dispute.evidenceDueBy)} UTC`],
      ]),
      paragraph(`Chargeback ${dispute.chargebackId}`),
    ],
  });

/** `2027-01-02T23:59:59.000Z` as `2 January 2027, 23:59`. */
const instantInWords = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO("UTC")
    .toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })
    .replace(" at ", ", ");
