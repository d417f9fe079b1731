import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, bookingOf, home, type Person, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { codeOf, send } from "../http.ts";
import { mailAbout } from "../mails.ts";
import { booksAtStripe } from "../provider.ts";

let app: TestApp;
let gate: Gate;
let guest: Person;
let listing: { readonly id: string };

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

test("while Stripe is down a payment is 503 and goes on; the sweep ends it when Stripe is back", async () => {
  const booking = await booked(app, guest, { listing, dates: stay(30) });
  const body = { bookingId: booking.id, provider: "stripe", paymentMethodId: "pm_card_visa" };
  const payment = async () => app.client(guest.token).payments.get.query({ paymentId: booking.paymentId });
  const key = randomUUID();
  const ask = (as = key) => send(app.rest, "POST /payments", { token: guest.token, key: as, body });
  gate.shut();

  const down = await ask();
  expect([down.status, codeOf(down)]).toEqual([503, "payment.provider_unavailable"]);
  expect(Number(down.headers.get("retry-after"))).toBeGreaterThan(0);
  const { status, charges } = await payment();
  expect([status, charges.map((charge) => charge.status)]).toEqual(["processing", ["processing"]]);
  expect((await bookingOf(app, guest, booking.id)).state).toBe("pending_payment");
  expect(codeOf(await ask(randomUUID()))).toBe("payment.state");

  gate.open();
  await until("the sweep to confirm the booking", async () =>
    (await bookingOf(app, guest, booking.id)).state === "confirmed" ? true : undefined,
  );
  const replayed = await ask();
  expect([replayed.status, replayed.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
  const { providerRef } = await payment();
  expect(await booksAtStripe(app, providerRef)).toEqual({ charges: 1, kept: booking.total.amount });
  await mailAbout(app, guest.email, "your stay is confirmed");
  await quiet(app);
});
