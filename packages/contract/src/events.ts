/** What happened, in the past tense. Events carry ids only; whoever reacts loads the rest when it acts. */
export interface EventData {
  "user.registered": { readonly userId: string };
  "user.verified": { readonly userId: string };
  "listing.published": { readonly listingId: string };
  "listing.changed": { readonly listingId: string };
  "listing.archived": { readonly listingId: string };
  "calendar.clashed": { readonly listingId: string; readonly feedEventId: string; readonly bookingId: string };
  "booking.requested": { readonly bookingId: string };
  "booking.accepted": { readonly bookingId: string };
  "booking.declined": { readonly bookingId: string };
  "booking.confirmed": { readonly bookingId: string };
  "booking.expired": { readonly bookingId: string };
  "booking.cancelled": { readonly bookingId: string };
  "booking.checked_in": { readonly bookingId: string };
  "booking.completed": { readonly bookingId: string };
  "payment.authorized": { readonly paymentId: string; readonly reference: string };
  "payment.captured": { readonly paymentId: string; readonly reference: string };
  "payment.failed": { readonly paymentId: string; readonly reference: string };
  "payment.refunded": { readonly paymentId: string; readonly reference: string; readonly refundId: string };
  "refund.failed": { readonly refundId: string; readonly paymentId: string };
  "payout.scheduled": { readonly payoutId: string };
  "payout.blocked": { readonly payoutId: string };
  "payout.sent": { readonly payoutId: string };
  "payout.paid": { readonly payoutId: string };
  "payout.failed": { readonly payoutId: string };
  "payout.reversed": { readonly payoutId: string };
  "payout_account.changed": { readonly payoutAccountId: string };
  "dispute.opened": { readonly chargebackId: string; readonly reference: string };
  "dispute.evidence_due": { readonly chargebackId: string; readonly reference: string };
  "dispute.won": { readonly chargebackId: string; readonly reference: string };
  "dispute.lost": { readonly chargebackId: string; readonly reference: string };
  "ledger.difference": { readonly reconciliationId: string };
  "review.submitted": { readonly reviewId: string };
  "review.published": { readonly reviewId: string };
}

/** The name of an event, for example `booking.confirmed`. */
export type EventType = keyof EventData;
