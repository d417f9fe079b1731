import { randomUUID } from "node:crypto";
import type { Booking } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, booked, bookingOf, home, type Person, pay, person, stay } from "../factories.ts";
import { codeOf, send } from "../http.ts";
import { booksAtStripe, countProviderEvents } from "../provider.ts";
import { dice } from "./contention.ts";

let app: TestApp;
let guest: Person;
let host: Person;
let homes: readonly { readonly id: string }[];

beforeAll(async () => {
  app = await startTestApp();
  [guest, host] = [await person(app), await person(app, "host")];
  homes = await Promise.all(Array.from({ length: 8 }, () => home(app, host, { bookingMode: "request" })));
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

let days = 20;
const outcomes = new Set<string>();
const roll = dice(20_261_121);

const act = (what: "accept" | "decline" | "cancel", by: () => Person) => (booking: Booking) =>
  send(app.rest, `POST /bookings/${booking.id}/${what}`, { token: by().token, key: randomUUID() });
const accept = act("accept", () => host);
const decline = act("decline", () => host);
const cancel = act("cancel", () => guest);

const races = [
  { name: "two acceptances", rivals: [accept], expires: false },
  { name: "acceptance and refusal", rivals: [decline], expires: false },
  { name: "acceptance and cancellation", rivals: [cancel], expires: false },
  { name: "acceptance and expiry", rivals: [], expires: true },
  { name: "acceptance, refusal, cancellation and expiry", rivals: [decline, cancel], expires: true },
];

test.each(races)("money, nights and request agree after $name at the same moment", async ({ rivals, expires }) => {
  for (let round = 1; round <= 2; round += 1) {
    const dates = stay((days += 7));
    const bookings = await Promise.all(
      homes.map(async (listing) => {
        const booking = await booked(app, guest, { listing, dates });
        await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
        return booking;
      }),
    );
    const starts = [
      ...[accept, ...rivals].flatMap((one) => bookings.map((booking) => () => one(booking))),
      ...(expires ? [() => advance(app, "PT25H")] : []),
    ];
    const answers = await Promise.all(shuffled(starts).map((start) => start()));
    const codes = answers.flatMap((answer) => (answer === undefined ? [] : [codeOf(answer)]));
    expect(codes.filter((code) => code !== "200" && code !== "booking.state")).toEqual([]);
    await raceOver();
    for (const { id, total } of bookings) {
      const { state, paymentId } = await bookingOf(app, guest, id);
      const { status, providerRef } = await app.client(guest.token).payments.get.query({ paymentId });
      const kept = state === "confirmed" ? total.amount : 0;
      expect({ id, state, ...(await booksAtStripe(app, providerRef)) }).toMatchObject({ id, state, kept });
      outcomes.add(`${state}, ${status}`);
    }
  }
});

test("the races above did not all end the same way", () => {
  expect(outcomes).toContain("confirmed, captured");
  expect(outcomes.size).toBeGreaterThan(2);
});

function shuffled<T>(things: readonly T[]): readonly T[] {
  const weighed = things.map((thing) => ({ thing, weight: roll(1_000_000) }));
  return weighed.toSorted((a, b) => a.weight - b.weight).map(({ thing }) => thing);
}

async function raceOver(): Promise<void> {
  const openText = "select 1 from booking where state in ('pending_host', 'accepted') limit 1";
  await until("every race to end", async () => ((await app.app.sql.one("test_open", openText)) ? undefined : true));
  await quiet(app, () => countProviderEvents(app));
}
