import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { home, type Person, people, person, quoteFor, stay } from "../factories.ts";
import { type Answered, codeOf, send } from "../http.ts";

let app: TestApp;
let guests: readonly Person[];
let listing: { readonly id: string };

beforeAll(async () => {
  app = await startTestApp();
  listing = await home(app, await person(app, "host"));
  guests = await people(app, 50);
  await app.app.engine.warm(16);
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

test.each([1, 2, 3])(
  "of 50 guests who book the same dates at once, one gets them and 49 are told (round %i)",
  async (round) => {
    const dates = stay(30 * round);
    const quotes = await Promise.all(guests.map(() => quoteFor(app, listing, dates)));
    const answers = await Promise.all(
      guests.map(({ token }, index) =>
        send(app.rest, "POST /bookings", { token, key: randomUUID(), body: { quoteId: quotes[index]?.id } }),
      ),
    );
    expect(tally(answers)).toEqual({ "201": 1, "booking.dates_unavailable": 49 });
  },
);

test("of 50 guests whose dates overlap in part, those who get theirs do not meet", async () => {
  const quotes = await Promise.all(guests.map((_, index) => quoteFor(app, listing, stay(150 + (index % 10), 4))));
  const answers = await Promise.all(
    guests.map(({ token }, index) =>
      send(app.rest, "POST /bookings", { token, key: randomUUID(), body: { quoteId: quotes[index]?.id } }),
    ),
  );
  const counts = tally(answers);
  const won = counts["201"] ?? 0;
  expect(won).toBeGreaterThan(0);
  expect(counts).toEqual({ "201": won, "booking.dates_unavailable": 50 - won });
});

test("one Idempotency-Key 20 times at once makes one booking; the others wait their turn or get its answer", async () => {
  const [guest] = guests;
  const quote = await quoteFor(app, listing, stay(200));
  const key = randomUUID();
  const ask = () => send(app.rest, "POST /bookings", { token: guest?.token, key, body: { quoteId: quote.id } });
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  const made = answers.filter(({ status }) => status === 201);
  const first = made.filter(({ headers }) => headers.get("idempotent-replayed") === null);
  expect(first).toHaveLength(1);
  expect(new Set(made.map(({ text }) => text)).size).toBe(1);
  expect(tally(answers)["idempotency.running"] ?? 0).toBe(20 - made.length);
  const again = await ask();
  expect([again.status, again.text]).toEqual([201, first[0]?.text]);
  const [count] = await app.app.sql.all("test_bookings", "select count(*) as count from booking where quote_id = $1", [
    quote.id,
  ]);
  expect(count).toEqual({ count: 1 });
});

function tally(answers: readonly Answered[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[codeOf(answer)] = (counts[codeOf(answer)] ?? 0) + 1;
  return counts;
}
