import type { Booking, Charge, Chargeback, Payment, Quote, Refund, Review, Session, User } from "@roost/contract";
import type { z } from "zod";
import { booksExamples } from "./books-examples.ts";
import { calendarExamples } from "./calendar-examples.ts";
import type { Example } from "./example.ts";
import { feedExamples } from "./feed-examples.ts";
import { listingExamples } from "./listing-examples.ts";
import { payoutExamples } from "./payout-examples.ts";
import { photoExamples } from "./photo-examples.ts";
import { priceExamples } from "./price-examples.ts";
import { receiptExamples } from "./receipt-examples.ts";
import { searchExamples } from "./search-examples.ts";

const currency = "NOK";
const nok = (amount: number) => ({ amount, currency }) as const;
const eur = (amount: number) => ({ amount, currency: "EUR" }) as const;

const token = "an-opaque-token-that-is-shown-once";
const hostId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a01";
const guestId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a02";
const listingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a03";
const quoteId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a04";
const bookingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a05";
const paymentId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a06";
const reviewId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a07";
const givenUpBookingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a08";

const guest: User = {
  id: guestId,
  email: "ola@example.com",
  firstName: "Ola",
  lastName: "Nordmann",
  roles: ["guest"],
  emailVerified: true,
  status: "active",
  createdAt: "2026-11-30T18:00:00.000Z",
};
const host: User = { ...guest, id: hostId, email: "kari@example.com", firstName: "Kari", roles: ["guest", "host"] };
const session: z.output<typeof Session> = {
  id: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a09",
  token,
  expiresAt: "2026-12-31T10:00:00.000Z",
};

const dates = { checkIn: "2027-02-12", checkOut: "2027-02-15" } as const;
const guests = { adults: 2, children: 1, infants: 0, pets: 0 } as const;
const rule = { quantity: 1, version: 1 } as const;
const toHost = { payer: "guest", payee: "host" } as const;
const quote: Quote = {
  ...{ id: quoteId, listingId, ...dates, guests },
  lineItems: [
    {
      ...rule,
      kind: "nightly",
      quantity: 3,
      unit: nok(185_000),
      amount: nok(555_000),
      ...toHost,
      rule: "price.nightly",
    },
    { ...rule, kind: "cleaning", unit: nok(45_000), amount: nok(45_000), ...toHost, rule: "price.cleaning" },
    {
      ...{ ...rule, kind: "service_fee", unit: nok(84_000), amount: nok(84_000) },
      ...{ payer: "guest", payee: "platform", rule: "fee.guest" },
    },
    {
      ...{ ...rule, kind: "host_fee", unit: nok(18_000), amount: nok(18_000) },
      ...{ payer: "host", payee: "platform", rule: "fee.host" },
    },
  ],
  total: nok(684_000),
  presentment: {
    currency: "EUR",
    rate: "0.0891742464762",
    source: "ecb",
    at: "2026-11-30T00:00:00.000Z",
    total: eur(60_995),
    lines: [eur(49_491), eur(4013), eur(7491), eur(0)],
  },
  expiresAt: "2026-12-01T10:30:00.000Z",
};

const { id: _quoteId, expiresAt: _expiresAt, ...stay } = quote;
const held: Booking = {
  ...{ id: bookingId, guestId, hostId, ...stay, paymentId },
  bookingMode: "instant",
  state: "pending_payment",
  phase: "PENDING",
  payBy: "2026-12-01T10:20:00.000Z",
  respondBy: null,
  declineReason: null,
  nextActions: [
    { action: "pay", allowed: true, reason: null },
    { action: "cancel", allowed: true, reason: null },
  ],
  createdAt: "2026-12-01T10:05:00.000Z",
};
const settled = (reason: string) => ({
  payBy: null,
  nextActions: [
    { action: "pay", allowed: false, reason } as const,
    { action: "cancel", allowed: false, reason } as const,
  ],
});
const confirmed: Booking = {
  ...held,
  state: "confirmed",
  phase: "CONFIRMED",
  ...settled("The booking is confirmed already."),
};
const givenUp: Booking = {
  ...{ ...held, id: givenUpBookingId, paymentId: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0a" },
  ...{ state: "cancelled", phase: "CANCELLED", ...settled("The booking was cancelled.") },
};
/** Another one, of a home that is booked on request. */
const settledForHost = (reason: string) => ({
  nextActions: [
    { action: "accept", allowed: false, reason } as const,
    { action: "decline", allowed: false, reason } as const,
  ],
});
const request: Booking = {
  ...{ ...held, id: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0c", paymentId: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0d" },
  bookingMode: "request",
};
const accepted: Booking = {
  ...{ ...request, state: "accepted", phase: "PAID", payBy: "2026-12-02T11:00:00.000Z" },
  ...settledForHost("The host has accepted the booking."),
};
const declined: Booking = {
  ...{ ...request, id: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0e", paymentId: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0f" },
  ...{ state: "declined", phase: "CANCELLED", payBy: null, declineReason: "The roof is being mended that week." },
  ...settledForHost("The host has declined the booking."),
};

const charge: z.output<typeof Charge> = {
  id: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a0b",
  status: "captured",
  amount: nok(684_000),
  failureCode: null,
  createdAt: "2026-12-01T10:06:00.000Z",
};
const payment: Payment = {
  ...{ id: paymentId, bookingId, provider: "stripe", providerRef: "pi_3SZ0exampleRoost" },
  ...{ amount: nok(684_000), status: "captured", captureMethod: "automatic", captureBy: null },
  ...{ refundedAmount: nok(0), refundableAmount: nok(684_000), disputedAmount: nok(0), charges: [charge] },
  lines: [
    { line: 0, kind: "nightly", payee: "host", amount: nok(555_000) },
    { line: 1, kind: "cleaning", payee: "host", amount: nok(45_000) },
    { line: 2, kind: "service_fee", payee: "platform", amount: nok(84_000) },
  ],
  createdAt: held.createdAt,
};

const refund: Refund = {
  ...{ id: "0194f0a0-0000-7000-8000-0000000000c1", paymentId, status: "succeeded", reason: "goodwill" },
  ...{ note: "For the noise.", amount: nok(50_000), lines: [{ line: 0, amount: nok(50_000) }], failureCode: null },
  ...{ createdAt: "2027-02-16T09:00:00.000Z", settledAt: "2027-02-16T09:00:01.000Z" },
};

const asked: Chargeback = {
  ...{ id: "0194f0a0-0000-7000-8000-0000000000d1", paymentId, bookingId, providerRef: "du_1SZ0exampleRoost" },
  ...{ status: "needs_response", reason: "product_not_received", amount: nok(684_000), over: nok(0) },
  ...{ fee: nok(1_500), absorbed: nok(0), evidence: {}, evidenceDueBy: "2027-03-09T23:59:59.000Z" },
  ...{ submittedAt: null, openedAt: "2027-03-01T11:00:00.000Z", closedAt: null },
};
const chargebackId = asked.id;
const evidence = {
  serviceDate: "12 to 15 February 2027",
  productDescription: "Three nights in the loft by the river.",
};
const answered: Chargeback = {
  ...asked,
  ...{ status: "under_review", evidence, submittedAt: "2027-03-02T09:00:00.000Z" },
};
const givenUpDispute: Chargeback = { ...asked, status: "lost", closedAt: "2027-03-02T09:00:00.000Z" };
const opinion = {
  rating: 5,
  categories: { cleanliness: 5, location: 5 },
  comment: "Quiet, bright, and so near to all.",
};
const written: Review = {
  ...{ id: reviewId, listingId, bookingId, authorId: guestId, subjectId: hostId, ...opinion },
  createdAt: "2027-02-16T09:00:00.000Z",
  publishedAt: null,
};
const review: Review = { ...written, publishedAt: "2027-03-01T10:00:00.000Z" };

const onePage = (only: object) => ({ data: [only], nextCursor: null, hasMore: false });
const { email, firstName, lastName } = guest;
const password = "correct horse battery staple";

/** One story in the API's documents, by action: Ola finds Kari's loft, books it, pays, stays and writes a review. */
export const examples: Readonly<Record<string, Example>> = {
  "auth.signUp": { input: { email, password, firstName, lastName }, output: { status: "verification_sent" } },
  "auth.verifyEmail": { input: { token: "the-token-of-the-mail" }, output: { user: guest, session } },
  "auth.signIn": { input: { email, password }, output: { user: guest, session } },
  "auth.signOut": { input: {} },
  "users.me": { input: {}, output: guest },
  "users.get": {
    input: { userId: hostId },
    output: { id: hostId, firstName: host.firstName, avgRating: 5, reviewCount: 1 },
  },
  "users.becomeHost": { input: {}, output: { user: host, session } },
  ...priceExamples({ listingId, dates }),
  ...feedExamples({ listingId, bookingId }),
  ...listingExamples({ listingId, hostId, dates }),
  ...photoExamples,
  ...calendarExamples,
  ...searchExamples,
  "bookings.quote": {
    input: { listingId, ...dates, guests: { adults: 2, children: 1 }, currency: "EUR" },
    output: quote,
  },
  "bookings.getQuote": { input: { quoteId }, output: quote },
  "bookings.create": { input: { quoteId }, output: held },
  "bookings.get": { input: { bookingId }, output: confirmed },
  "bookings.list": {
    input: { as: "guest", phase: "CONFIRMED", from: "2027-02-01", to: "2027-03-01", limit: 20 },
    output: onePage(confirmed),
  },
  "bookings.accept": { input: { bookingId: accepted.id }, output: accepted },
  "bookings.decline": { input: { bookingId: declined.id, reason: declined.declineReason }, output: declined },
  "bookings.cancel": { input: { bookingId: givenUpBookingId }, output: givenUp },
  "payments.start": {
    input: { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" },
    output: { payment, next: { kind: "none" } },
  },
  "payments.list": { input: { as: "guest", status: "captured", limit: 20 }, output: onePage(payment) },
  "payments.get": { input: { paymentId }, output: payment },
  "payments.refund": {
    input: { paymentId, amount: { amount: 50_000, currency: "NOK" }, reason: "goodwill", note: "For the noise." },
    output: refund,
  },
  "payments.refunds": { input: { paymentId }, output: { data: [refund] } },
  "payments.chargebacks": { input: { status: "needs_response", limit: 20 }, output: onePage(asked) },
  "payments.chargeback": { input: { chargebackId }, output: asked },
  "payments.submitEvidence": { input: { chargebackId, evidence, submit: true }, output: answered },
  "payments.acceptChargeback": { input: { chargebackId }, output: givenUpDispute },
  ...payoutExamples({ bookingId, hostId }),
  "reviews.write": { input: { bookingId, ...opinion }, output: written },
  "reviews.get": { input: { reviewId }, output: review },
  "reviews.list": { input: { listingId, sort: "-createdAt", limit: 20 }, output: onePage(review) },
  ...booksExamples,
  ...receiptExamples,
};
