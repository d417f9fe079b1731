import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, bookingOf, home, type Person, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { type Answered, codeOf, send } from "../http.ts";
import { environmentOf, startServer } from "../program.ts";
import { booksAtStripe } from "../provider.ts";

let app: TestApp;
let gate: Gate;
let guest: Person;
let listing: { readonly id: string };
let days = 30;

beforeAll(async () => {
  app = await startTestApp();
  gate = await openGate();
  gate.to(app.stripe.port);
  guest = await person(app);
  listing = await home(app, await person(app, "host"));
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await gate.close();
  await app.close();
});

const startPayment = (base: string, body: object, key: string): Promise<Answered> =>
  send(base, "POST /payments", { token: guest.token, key, body });

// Killed before Stripe has heard of it, and after Stripe has done it but before we heard so.
test.each(["requests", "answers"] as const)(
  "kill -9 between a payment's first phase and its answer (%s held): the same key ends it, charged once",
  async (held) => {
    const { id: bookingId } = await booked(app, guest, { listing, dates: stay((days += 7)) });
    const body = { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" };
    const key = randomUUID();
    const server = await startServer({ ...environmentOf(app), STRIPE_API_BASE: gate.url });
    gate.hold(held);
    const cutOff = startPayment(server.rest, body, key).then(codeOf, () => "connection lost");
    await until("the first phase to be committed", runningCall);
    if (held === "answers") await until("Stripe to have charged", charged(bookingId));
    server.kill("SIGKILL");
    expect(await server.ended).toBeNull();
    expect(await cutOff).toBe("connection lost");
    gate.open();

    // Its lease may still protect it: until then the key says that it is running.
    expect(codeOf(await startPayment(app.rest, body, key))).toBe("idempotency.running");
    await leaseOver();
    const first = await until("the same key to answer", async () => {
      const answer = await startPayment(app.rest, body, key);
      return codeOf(answer) === "idempotency.running" ? undefined : answer;
    });
    expect([first.status, (await startPayment(app.rest, body, key)).text]).toEqual([201, first.text]);
    await quiet(app);
    const booking = await bookingOf(app, guest, bookingId);
    expect(booking.state).toBe("confirmed");
    const { providerRef } = await app.client(guest.token).payments.get.query({ paymentId: booking.paymentId });
    expect(await booksAtStripe(app, providerRef)).toEqual({ charges: 1, kept: booking.total.amount });
  },
);

const runningCall = async () => app.app.sql.one("test_call", "select id from provider_call where status = 'running'");

const charged = (_bookingId: string) => async () => {
  const events = await app.app.sql.one(
    "test_charge_event",
    "select event_id from provider_event where type = 'charge.succeeded' and body like '%' || $1 || '%'",
    [_bookingId],
  );
  return events;
};

/** Leases follow real time, which no test waits for. */
const leaseOver = () =>
  app.app.sql.run(
    "test_lease",
    "update provider_call set lease_expires_at = now() - interval '1 second' where status = 'running'",
  );
