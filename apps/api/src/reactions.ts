import { askHost, endUnpaid, settleDispute, settlePayment } from "./modules/bookings/index.ts";

import { feedQueue, photoQueueNames } from "./modules/listings/index.ts";

import { applyEventQueue, issueInvoiceQueue } from "./modules/payments/index.ts";
import { queuesOf, type Reactions } from "./platform/reactions.ts";

/** What happens next: `within` in the event's own transaction, `after` by a job once it has committed. */
export const reactions: Reactions = {
  "calendar.clashed": { after: ["mail.calendar-clashed"] },
  "booking.confirmed": { after: ["mail.booking-confirmed"] },
  "booking.declined": { after: ["mail.booking-declined"] },
  "booking.expired": { after: ["mail.booking-expired"] },
  "booking.cancelled": { after: ["mail.booking-cancelled"] },
  "payment.refunded": { after: ["mail.payment-refunded", issueInvoiceQueue] },
  "payment.authorized": { within: [askHost], after: ["mail.booking-requested"] },
  "payment.failed": { within: [endUnpaid] },
  "payment.captured": { within: [settlePayment], after: [issueInvoiceQueue] },
  "refund.failed": { after: ["mail.refund-failed"] },
  "payout.blocked": { after: ["mail.payout-blocked"] },
  "payout.sent": { after: ["mail.payout-sent"] },
  "payout.failed": { after: ["mail.payout-failed"] },
  "payout_account.changed": { after: ["mail.payout-account-changed"] },
  "dispute.opened": { after: ["mail.dispute-opened"] },
  "dispute.evidence_due": { after: ["mail.dispute-evidence-due"] },
  "dispute.won": { within: [settleDispute], after: ["mail.dispute-won"] },
  "dispute.lost": { after: ["mail.dispute-lost"] },
};

/** Every queue: those that events feed, and those that commands feed directly. */
export const queueNames: readonly string[] = [
  ...queuesOf(reactions),
  applyEventQueue,
  ...photoQueueNames,
  feedQueue,
  "mail.verify-email",
  "mail.account-exists",
];
