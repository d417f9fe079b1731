import { randomUUID } from "node:crypto";
import type { Booking } from "@roost/contract";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, bookingOf, home, type Person, pay, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { codeOf, send } from "../http.ts";
import { mailAbout } from "../mails.ts";
import { booksAtStripe, countProviderEvents, endHoldAtBank } from "../provider.ts";

let app: TestApp;
let gate: Gate;
let guest: Person;
let host: Person;
let booking: Booking;

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ STRIPE_API_BASE: gate.url });
  gate.to(app.stripe.port);
});
/** Authorized, and waits for its host. */
beforeEach(async () => {
  [guest, host] = [await person(app), await person(app, "host")];
  const listing = await home(app, host, { bookingMode: "request" });
  booking = await booked(app, guest, { listing, dates: stay(30) });
  await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  await mailAbout(app, host.email, "would like to stay");
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await app.close();
  await gate.close();
});

const accept = () => send(app.rest, `POST /bookings/${booking.id}/accept`, { token: host.token, key: randomUUID() });
const inState = (state: string) =>
  until(`the booking to be ${state}`, async () =>
    (await bookingOf(app, guest, booking.id)).state === state ? true : undefined,
  );
const payment = () => app.client(guest.token).payments.get.query({ paymentId: booking.paymentId });
const intent = async () => (await payment()).providerRef;

test("a host's yes is kept while Stripe is down, and the money is taken once it is back", async () => {
  gate.shut();
  const answer = await accept();
  expect(codeOf(answer)).toBe("200");
  await until("a try that failed", async () =>
    app.app.sql.one(
      "test_tried",
      "select 1 from provider_call where work = 'payments.capture' and status = 'running' and last_error is not null",
    ),
  );
  expect((await bookingOf(app, guest, booking.id)).state).toBe("accepted");
  gate.open();
  await inState("confirmed");
  await quiet(app, () => countProviderEvents(app));
  expect(await booksAtStripe(app, await intent())).toEqual({ charges: 1, kept: booking.total.amount });
});

test("a capture whose answer is lost is not taken twice", async () => {
  gate.hold("answers");
  expect(codeOf(await accept())).toBe("200");
  await until("Stripe to have taken it", async () =>
    (await booksAtStripe(app, await intent())).kept > 0 ? true : undefined,
  );
  gate.shut();
  gate.open();
  await inState("confirmed");
  await quiet(app, () => countProviderEvents(app));
  expect(await booksAtStripe(app, await intent())).toEqual({ charges: 1, kept: booking.total.amount });
});

test("a hold that the bank ends while the host thinks it over ends the request, and both are told", async () => {
  await endHoldAtBank(app, await intent());
  await inState("expired");
  expect((await mailAbout(app, guest.email, "has expired")).text).toContain("was not accepted");
  await mailAbout(app, host.email, "a request has expired");
  expect(codeOf(await accept())).toBe("booking.state");
  await quiet(app, () => countProviderEvents(app));
  expect([(await payment()).status, await booksAtStripe(app, await intent())]).toEqual([
    "voided",
    { charges: 0, kept: 0 },
  ]);
});

test("a hold that has ended when the yes is carried out ends the request, and both are told", async () => {
  gate.shut();
  expect(codeOf(await accept())).toBe("200");
  await endHoldAtBank(app, await intent());
  gate.open();
  await inState("expired");
  expect((await mailAbout(app, guest.email, "has expired")).text).toContain("your bank did not let us");
  expect((await mailAbout(app, host.email, "a request has expired")).text).toContain("you have accepted");
  await quiet(app, () => countProviderEvents(app));
  expect((await payment()).status).toBe("voided");
});
