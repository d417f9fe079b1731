import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../test/app.ts";
import { expectInvariants, quiet } from "../../../test/expectations.ts";
import { booked, bookingOf, home, type Person, pay, person, stay } from "../../../test/factories.ts";
import { type Gate, openGate } from "../../../test/gate.ts";
import { codeOf, send } from "../../../test/http.ts";
import { booksAtStripe, stripeOf } from "../../../test/provider.ts";

let app: TestApp;
let gate: Gate;
let guest: Person;
let listing: { readonly id: string };
let days = 20;

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ STRIPE_API_BASE: gate.url });
  gate.to(app.stripe.port);
  guest = await person(app);
  listing = await home(app, await person(app, "host"));
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await app.close();
  await gate.close();
});

const bookingNow = () => booked(app, guest, { listing, dates: stay((days += 7)) });
const paymentOf = ({ paymentId }: { readonly paymentId: string }) =>
  app.client(guest.token).payments.get.query({ paymentId });
const start = (bookingId: string, method: object = {}) =>
  send(app.rest, "POST /payments", {
    token: guest.token,
    key: randomUUID(),
    body: { bookingId, provider: "stripe", ...method },
  });

test("what was begun in the browser may be ended with a card: one attempt, one charge", async () => {
  const booking = await bookingNow();
  const open = await pay(app, guest, { bookingId: booking.id });
  expect([open.payment.status, open.next.kind]).toEqual(["requires_payment", "client_secret"]);
  const again = await pay(app, guest, { bookingId: booking.id });
  expect([again.next, again.payment.charges.length]).toEqual([open.next, 1]);
  const paid = await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  expect([paid.payment.status, paid.payment.charges.map(({ status }) => status)]).toEqual(["captured", ["captured"]]);
  expect((await bookingOf(app, guest, booking.id)).state).toBe("confirmed");
  expect(await booksAtStripe(app, paid.payment.providerRef)).toEqual({ charges: 1, kept: booking.total.amount });
});

test("a method that Stripe does not know fails the attempt, and the next one may succeed", async () => {
  const booking = await bookingNow();
  const refused = await start(booking.id, { paymentMethodId: "pm_nobody" });
  expect([refused.status, codeOf(refused)]).toEqual([422, "payment.method_invalid"]);
  expect(await paymentOf(booking)).toMatchObject({ status: "failed", charges: [{ failureCode: "rejected" }] });
  const paid = await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  expect(paid.payment.charges.map(({ status }) => status)).toEqual(["failed", "captured"]);
});

test("a payment that was voided at Stripe meanwhile is over; that is not said to be the card's fault", async () => {
  const booking = await bookingNow();
  const open = await pay(app, guest, { bookingId: booking.id });
  await stripeOf(app).paymentIntents.cancel(open.payment.providerRef ?? "");
  const refused = await start(booking.id, { paymentMethodId: "pm_card_visa" });
  expect([refused.status, codeOf(refused)]).toEqual([409, "payment.state"]);
  expect(await booksAtStripe(app, open.payment.providerRef)).toEqual({ charges: 0, kept: 0 });
});

test("an intent that is only made after its booking was given up is voided at Stripe", async () => {
  const booking = await bookingNow();
  gate.shut();
  const down = await start(booking.id);
  expect(codeOf(down)).toBe("payment.provider_unavailable");
  await app.client(guest.token).bookings.cancel.mutate({ bookingId: booking.id });
  gate.open();
  const voided = await until("the payment to be voided", async () => {
    const payment = await paymentOf(booking);
    return payment.status === "voided" ? payment : undefined;
  });
  expect(await booksAtStripe(app, voided.providerRef)).toEqual({ charges: 0, kept: 0 });
  expect(codeOf(await start(booking.id, { paymentMethodId: "pm_card_visa" }))).toBe("payment.state");
  await quiet(app);
});
