// From a booking to the published review, with the SDK and the sandbox's clock, against a running `npm start`:
//   npm run example:review
import { createClient } from "@roost/sdk";

const url = process.env["ROOST_URL"] ?? "http://localhost:4000";

let token: string | undefined;
const roost = createClient({ url, token: () => token, onSession: (session) => (token = session?.token) });
await roost.auth.signIn.mutate({ email: "guest@demo.test", password: "roost-demo-2026" });

// Two nights, booked and paid.
const today = (await clock()).slice(0, 10);
const stay = { checkIn: daysAfter(today, 2), checkOut: daysAfter(today, 4) };
const found = await roost.listings.search.query({ city: "Oslo", guests: 1, instant: true, limit: 1, ...stay });
const listingId = found.data[0]?.id;
if (listingId === undefined) throw new Error("no home is free: run npm start with its demo data");
const quote = await roost.bookings.quote.mutate({ listingId, guests: { adults: 1 }, ...stay });
const { id: bookingId } = await roost.bookings.create.mutate({ quoteId: quote.id });
await roost.payments.start.mutate({ bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" });
console.log(`${stay.checkIn} to ${stay.checkOut}: ${await stateOf(bookingId)}`);

// The clock answers once everything that fell due is done: the guest came, stayed and left.
console.log(`the clock goes to ${await advance("P5D")}`);
console.log(`the stay is ${await stateOf(bookingId)}`);

// Nobody else sees a review before the time to write one is over, 14 days after check-out.
const stars = { rating: 5, categories: { cleanliness: 5, location: 4 } };
const review = await roost.reviews.write.mutate({ bookingId, ...stars, comment: "Quiet, and close to the forest." });
console.log(`reviewed: ${review.rating} of 5, ${review.publishedAt === null ? "hidden" : "published"}`);
const before = await roost.listings.get.query({ listingId });
console.log(`the home has ${ratingOf(before)}`);

console.log(`the clock goes to ${await advance("P14D")}`);
const { data } = await createClient({ url }).reviews.list.query({ listingId, limit: 1 });
const published = data.find(({ id }) => id === review.id);
console.log(`everybody reads: ${published?.comment}`);
const after = await roost.listings.get.query({ listingId });
console.log(`the home has ${ratingOf(after)}`);
if (!published || after.reviewCount !== before.reviewCount + 1) process.exitCode = 1;

async function stateOf(bookingId: string): Promise<string> {
  return (await roost.bookings.get.query({ bookingId })).state;
}

function ratingOf({ reviewCount, avgRating }: { reviewCount: number; avgRating: number | null }): string {
  return reviewCount === 0 ? "no reviews" : `${avgRating} of 5 by ${reviewCount}`;
}

/** Domain time, which only the sandbox lets anybody move. */
async function clock(path = "", init: RequestInit = {}): Promise<string> {
  const answer = await fetch(`${url}/dev/clock${path}`, init);
  if (!answer.ok) throw new Error(`the clock answers ${answer.status}`);
  const reading: { now: string } = JSON.parse(await answer.text());
  return reading.now;
}

function advance(by: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return clock("/advance", { method: "POST", headers, body: JSON.stringify({ by }) });
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
