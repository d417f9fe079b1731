/** What happened, in the past tense. Events carry ids only; whoever reacts loads the rest when it acts. */
export interface EventData {
  "user.registered": { readonly userId: string };
  "user.verified": { readonly userId: string };
  "listing.published": { readonly listingId: string };
  "booking.requested": { readonly bookingId: string };
  "booking.confirmed": { readonly bookingId: string };
  "booking.expired": { readonly bookingId: string };
  "booking.cancelled": { readonly bookingId: string };
  "payment.captured": { readonly paymentId: string; readonly reference: string };
  "payment.failed": { readonly paymentId: string; readonly reference: string };
  "payment.refunded": { readonly paymentId: string; readonly reference: string };
}

export type EventType = keyof EventData;
