import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, home, type Person, person, plainHome, quoteFor, stay } from "../factories.ts";
import { Refused } from "../journeys/driver.ts";
import { drivers } from "../journeys/drivers.ts";
import { booksAtStripe } from "../provider.ts";

let app: TestApp;
let host: Person;
let guest: Person;
let listing: { readonly id: string };
let days = 20;

beforeAll(async () => {
  app = await startTestApp();
  [host, guest] = [await person(app, "host"), await person(app)];
  listing = await home(app, host);
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

const rounds = 5;

/** Every surface asks for the same at once, twice, with one key: answered, or told that it is still running. */
async function race<T>(ask: (driver: (typeof drivers)[number], key: string) => Promise<{ readonly output: T }>) {
  const key = randomUUID();
  const answered: T[] = [];
  const settled = await Promise.allSettled([...drivers, ...drivers].map((driver) => ask(driver, key)));
  const refused: unknown[] = [];
  for (const one of settled) {
    if (one.status === "fulfilled") answered.push(one.value.output);
    else refused.push(one.reason instanceof Refused ? one.reason.refusal.code : one.reason);
  }
  expect(refused).toEqual(refused.map(() => "idempotency.running"));
  // Whoever was told to wait asks again, and gets what the first one got.
  for (const driver of drivers) {
    const { output, replayed } = { replayed: false, ...(await ask(driver, key)) };
    expect(replayed).toBe(true);
    answered.push(output);
  }
  return answered;
}

const countOf = async (statement: string, id: string): Promise<unknown> =>
  (await app.app.pool.query(`select count(*)::int as count from ${statement}`, [id])).rows[0];

const only = <T>(answers: readonly T[]): T => {
  const [first, ...others] = answers;
  if (first === undefined) throw new Error("nobody was answered");
  for (const other of others) expect(other).toEqual(first);
  return first;
};

test("a home that every surface makes at once with one key is one home", async () => {
  for (let round = 0; round < rounds; round += 1) {
    const title = `Loft ${randomUUID()}`;
    const made = await race((driver, key) =>
      driver.callerOf(app, host.token).call("listings.create", { ...plainHome, title }, key),
    );
    expect(await countOf("listing where title = $1", title)).toEqual({ count: 1 });
    expect(only(made).title).toBe(title);
  }
});

test("a stay that every surface books at once with one key is one booking, told of once", async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id: quoteId } = await quoteFor(app, listing, stay((days += 7)));
    const made = await race((driver, key) =>
      driver.callerOf(app, guest.token).call("bookings.create", { quoteId }, key),
    );
    const { id } = only(made);
    expect(await countOf("booking where quote_id = $1", quoteId)).toEqual({ count: 1 });
    expect(await countOf("event where type = 'booking.requested' and data ->> 'bookingId' = $1", id)).toEqual({
      count: 1,
    });
  }
});

test("a payment that every surface starts at once with one key takes the money once", async () => {
  for (let round = 0; round < rounds; round += 1) {
    const booking = await booked(app, guest, { listing, dates: stay((days += 7)) });
    const input = { bookingId: booking.id, provider: "stripe", paymentMethodId: "pm_card_visa" } as const;
    const started = await race((driver, key) => driver.callerOf(app, guest.token).call("payments.start", input, key));
    const { payment } = only(started);
    expect(payment.status).toBe("captured");
    expect(await booksAtStripe(app, payment.providerRef)).toEqual({ charges: 1, kept: booking.total.amount });
    expect(await countOf("charge where payment_id = $1", payment.id)).toEqual({ count: 1 });
  }
  await quiet(app);
});
