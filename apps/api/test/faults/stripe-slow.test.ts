import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, bookingOf, home, people, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { send } from "../http.ts";

let app: TestApp;
let gate: Gate;

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ STRIPE_API_BASE: gate.url, DATABASE_POOL_SIZE: "4" });
  gate.to(app.stripe.port);
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await app.close();
  await gate.close();
});

test("while a dozen payments wait for Stripe, no transaction is open, and four connections serve everybody else", async () => {
  const host = await person(app, "host");
  const guests = await people(app, 12);
  const bookings = await Promise.all(
    guests.map(async (guest, index) => {
      const listing = await home(app, host);
      return { guest, listing, booking: await booked(app, guest, { listing, dates: stay(20 + index) }) };
    }),
  );
  gate.hold("requests");
  const paying = bookings.map(({ guest, booking }) => {
    const body = { bookingId: booking.id, provider: "stripe", paymentMethodId: "pm_card_visa" };
    return send(app.rest, "POST /payments", { token: guest.token, key: randomUUID(), body });
  });
  const count = async (text: string) => (await app.app.pool.query<{ n: number }>(text)).rows[0]?.n;
  await until("all of them to wait", async () =>
    (await count("select count(*)::int as n from provider_call where status = 'running'")) === 12 ? true : undefined,
  );
  const open = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`;
  await until("no open transaction", async () => ((await count(open)) === 0 ? true : undefined));
  expect(app.app.pool.waitingCount).toBe(0);
  const answers = await Promise.all(bookings.map(({ listing }) => send(app.rest, `GET /listings/${listing.id}`, {})));
  expect(answers.map(({ status }) => status)).toEqual(bookings.map(() => 200));
  gate.open();
  expect((await Promise.all(paying)).map(({ status }) => status)).toEqual(bookings.map(() => 201));
  for (const { guest, booking } of bookings) {
    await until("the booking to be confirmed", async () =>
      (await bookingOf(app, guest, booking.id)).state === "confirmed" ? true : undefined,
    );
  }
  await quiet(app);
});
