import { formatMoney, type User } from "@roost/contract";
import { facts, link, paragraph } from "./blocks.ts";
import { refundRows, stayRows } from "./booking-words.ts";
import { compose, type MailContent } from "./compose.ts";
import type { BookingFacts, RefundFacts } from "./ports.ts";

export interface RefundedMail {
  readonly booking: BookingFacts;
  readonly refund: RefundFacts;
  /** Where his receipt is, with the credit note. */
  readonly receiptUrl: string;
}

/** To the guest: how much went back of what he paid, for which lines, and why. */
export function paymentRefundedMail({ booking, refund, receiptUrl }: RefundedMail, guest: User): MailContent {
  const isAll = refund.remaining.amount === 0;
  const what = isAll ? "Your payment" : "A part of your payment";
  return compose({
    subject: `${what} was given back: ${booking.listingTitle}`,
    heading: `${what} was given back`,
    blocks: [
      paragraph(`Hello ${guest.firstName}, ${reasonOf(refund, isAll)}`),
      ...(refund.note === null ? [] : [paragraph(`They wrote: ${refund.note}`)]),
      facts(stayRows(booking)),
      facts([
        ...refundRows(refund.lines),
        ["Given back", formatMoney(refund.amount)],
        ...(isAll ? [] : ([["You have paid then", formatMoney(refund.remaining)]] as const)),
      ]),
      paragraph("Your bank may need some days to show it."),
      link("Your receipt", receiptUrl),
      paragraph(`Booking ${booking.bookingId}`),
    ],
  });
}

function reasonOf({ reason }: RefundFacts, isAll: boolean): string {
  const given = isAll ? "We have given all of it back." : "We have given a part of your payment back.";
  switch (reason) {
    case "late_payment":
      return `your payment arrived when the booking had ended already. ${given}`;
    case "guest_cancelled":
      return `you have cancelled your stay. ${given}`;
    case "host_cancelled":
      return `your host has cancelled the stay. ${given}`;
    case "not_as_described":
      return `the home was not as it was described. ${given}`;
    case "duplicate":
      return `you were charged twice. ${given}`;
    case "goodwill":
      return `as a sign of goodwill, ${isAll ? "we have given your payment back" : "we have given a part of your payment back"}.`;
    case "other":
      return isAll ? "we have given your payment back." : "we have given a part of your payment back.";
  }
}
