import { randomUUID } from "node:crypto";
import type { Booking } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, booked, bookingOf, home, type Person, person, stay } from "../factories.ts";
import { codeOf, send } from "../http.ts";
import { booksAtStripe, countProviderEvents } from "../provider.ts";
import { dice } from "./contention.ts";

let app: TestApp;
let guest: Person;
let homes: readonly { readonly id: string }[];

beforeAll(async () => {
  app = await startTestApp();
  const host = await person(app, "host");
  guest = await person(app);
  homes = await Promise.all(Array.from({ length: 12 }, () => home(app, host)));
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

let days = 20;
const outcomes = new Set<string>();
const roll = dice(20_261_120);
const key = () => randomUUID();
const payNow = ({ id: bookingId }: Booking) =>
  send(app.rest, "POST /payments", {
    token: guest.token,
    key: key(),
    body: { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" },
  });
const cancel = ({ id }: Booking) => send(app.rest, `POST /bookings/${id}/cancel`, { token: guest.token, key: key() });

/** Whoever comes late is told so; nothing else may happen. */
const allowed = new Set(["201", "200", "payment.state", "payment.method_invalid", "booking.state"]);

const races = [
  { name: "payment and expiry", cancels: false, expires: true },
  { name: "payment and cancellation", cancels: true, expires: false },
  { name: "payment, cancellation and expiry", cancels: true, expires: true },
];

test.each(races)("money and booking agree after $name at the same moment", async ({ cancels, expires }) => {
  for (let round = 1; round <= 4; round += 1) {
    const dates = stay((days += 7));
    const bookings = await Promise.all(homes.map((listing) => booked(app, guest, { listing, dates })));
    const firstPaid = Promise.withResolvers<void>();
    const payFirst = async (booking: Booking) => {
      const answer = await payNow(booking);
      firstPaid.resolve();
      return answer;
    };
    // Half of the rivals start with the payments, half when the first of those is through.
    const sooner = () => (roll(2) === 0 ? Promise.resolve() : firstPaid.promise);
    const starts = [
      ...bookings.map((booking) => () => payFirst(booking)),
      ...(cancels ? bookings.map((booking) => () => sooner().then(() => cancel(booking))) : []),
      ...(expires
        ? [() => (round % 2 === 0 ? Promise.resolve() : firstPaid.promise).then(() => advance(app, "PT16M"))]
        : []),
    ];
    const answers = await Promise.all(shuffled(starts).map((start) => start()));
    const codes = answers.flatMap((answer) => (answer === undefined ? [] : [codeOf(answer)]));
    expect(codes.filter((code) => !allowed.has(code))).toEqual([]);
    await raceOver();
    for (const { id, total } of bookings) {
      const { state, status, kept, atStripe } = await endOf(id);
      const due = state === "confirmed" ? total.amount : 0;
      expect({ state, kept, keptAtStripe: atStripe.kept }).toEqual({ state, kept: due, keptAtStripe: due });
      expect(atStripe.charges).toBeLessThanOrEqual(1);
      outcomes.add(`${state}, ${status}`);
    }
  }
});

test("the races above did not all end the same way", () => {
  expect(outcomes).toContain("confirmed, captured");
  expect(outcomes.size).toBeGreaterThan(1);
});

function shuffled<T>(things: readonly T[]): readonly T[] {
  const weighed = things.map((thing) => ({ thing, weight: roll(1_000_000) }));
  return weighed.toSorted((a, b) => a.weight - b.weight).map(({ thing }) => thing);
}

async function raceOver(): Promise<void> {
  await until("every race to end", async () => {
    const open = await app.app.sql.one("test_pending", "select 1 from booking where state = 'pending_payment' limit 1");
    return open === undefined ? true : undefined;
  });
  await quiet(app, () => countProviderEvents(app));
}

/** How a race ended, here and at Stripe. */
async function endOf(bookingId: string) {
  const { state, paymentId } = await bookingOf(app, guest, bookingId);
  const { status, amount, refundedAmount, providerRef } = await app
    .client(guest.token)
    .payments.get.query({ paymentId });
  const kept = ["captured", "refunded"].includes(status) ? amount.amount - refundedAmount.amount : 0;
  return { state, status, kept, atStripe: await booksAtStripe(app, providerRef) };
}
