import type { Booking } from "@roost/contract";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, booked, bookingOf, home, type Person, pay, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { mailAbout } from "../mails.ts";
import { booksAtStripe, confirmInBrowser, countProviderEvents } from "../provider.ts";

let gate: Gate;
let app: TestApp;
let guest: Person;
let booking: Booking;
let listing: { readonly id: string };
let clientSecret: string;
const dates = stay(40);

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ STRIPE_API_BASE: gate.url });
  gate.to(app.stripe.port);
});
afterAll(async () => {
  await app.close();
  await gate.close();
});

/** A booking that expired while Stripe could not be told: the guest can still pay there. */
beforeEach(async () => {
  const host = await person(app, "host");
  guest = await person(app);
  listing = await home(app, host);
  booking = await booked(app, guest, { listing, dates });
  const { next } = await pay(app, guest, { bookingId: booking.id });
  clientSecret = next.kind === "client_secret" ? next.clientSecret : "";
  gate.shut();
  await advance(app, "PT16M");
});
afterEach(() => expectInvariants(app));

async function captureLate(): Promise<string | null> {
  expect((await bookingOf(app, guest, booking.id)).state).toBe("expired");
  await confirmInBrowser(app, clientSecret, "pm_card_visa");
  gate.open();
  await quiet(app, () => countProviderEvents(app));
  return (await app.client(guest.token).payments.get.query({ paymentId: booking.paymentId })).providerRef;
}

const told = async () => {
  const rows = await app.app.sql.all<{ type: string }>(
    "test_events_of",
    "select type from event where data ->> 'bookingId' = $1 or data ->> 'reference' = $1 order by id",
    [booking.id],
  );
  return rows.map(({ type }) => type);
};

test("money that comes after the hold expired revives the booking where the dates are still free", async () => {
  const intent = await captureLate();
  expect((await bookingOf(app, guest, booking.id)).state).toBe("confirmed");
  expect(await booksAtStripe(app, intent)).toEqual({ charges: 1, kept: booking.total.amount });
  expect(await told()).toEqual(["booking.requested", "booking.expired", "payment.captured", "booking.confirmed"]);
  await mailAbout(app, guest.email, "your stay is confirmed");
});

test("money that comes after somebody else took the dates goes back in full", async () => {
  const faster = await person(app);
  const other = await booked(app, faster, { listing, dates });
  const intent = await captureLate();
  expect((await bookingOf(app, guest, booking.id)).state).toBe("expired");
  expect((await bookingOf(app, faster, other.id)).state).toBe("pending_payment");
  const payment = await app.client(guest.token).payments.get.query({ paymentId: booking.paymentId });
  expect([payment.status, payment.refundedAmount]).toEqual(["refunded", booking.total]);
  expect(await booksAtStripe(app, intent)).toEqual({ charges: 1, kept: 0 });
  expect(await told()).toEqual(["booking.requested", "booking.expired", "payment.captured", "payment.refunded"]);
  await until("the guest to know of the expiry", () => mailAbout(app, guest.email, "has expired"));
  await mailAbout(app, guest.email, "your payment was given back");
});
