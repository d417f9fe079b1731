import { Booking, Listing, Quote, Review, ReviewPage } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { providerState, tell } from "../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { advanceClock } from "../../platform/clock.ts";
import { newId } from "../../platform/ids.ts";
import { drainSweeps } from "../../platform/sweeps.ts";
import { createBooking, getBooking, quoteStay } from "../bookings/index.ts";
import { getListing } from "../listings/index.ts";
import { findRatings } from "./find-ratings.ts";
import { getReview } from "./get-review.ts";
import { listReviews } from "./list-reviews.ts";
import { publishReview } from "./publish-review.ts";
import { writeReview } from "./write-review.ts";

let rig: Rig;
let guest: UserActor;
const system = { kind: "system" } as const;
const day = 86_400_000;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

async function stayAt(listingId: string): Promise<Booking> {
  const stay = { listingId, checkIn: daysAhead(2), checkOut: daysAhead(4), guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(quoteStay, stay));
  const booking = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
  await tell(rig, providerState(booking, "captured"));
  return booking;
}

async function later(days: number): Promise<void> {
  await advanceClock(rig.sql, days * day);
  await drainSweeps(rig.app.sweeps);
}

async function reset(): Promise<void> {
  await rig.sql.run("test_clock_reset", "update clock_offset set offset_ms = 0");
}

const stateOf = async ({ id }: Booking) => Booking.parse(await rig.call(getBooking, { bookingId: id }, guest)).state;
const review = (bookingId: string) => ({ bookingId, rating: 4, categories: { location: 5 }, comment: "Quiet." });

test("a stay begins and ends by the clock, is earned, reviewed, and the review published when its window ends", async () => {
  const listingId = await rig.addHome({ review_count: 2, avg_rating: 5, cleaning_fee_minor: 30_000 });
  const booking = await stayAt(listingId);
  const input = review(booking.id);
  await expect(rig.call(writeReview, input, guest)).rejects.toMatchObject({ code: "review.state" });
  await later(3);
  expect(await stateOf(booking)).toBe("checked_in");
  await later(2);
  expect(await stateOf(booking)).toBe("completed");
  expect(await balances(booking.id)).toEqual({
    guest_held: 0,
    // 2 nights of 1,000.00 and cleaning of 300.00, less 3 %; 14 % and those 3 % are ours.
    host_payable: -223_100,
    provider_clearing: 262_200,
    revenue: -39_100,
  });
  const written = Review.parse(await rig.call(writeReview, input, guest));
  expect(written).toMatchObject({
    rating: 4,
    publishedAt: null,
    subjectId: booking.hostId,
    categories: { location: 5 },
  });
  await expect(rig.call(writeReview, input, guest)).rejects.toMatchObject({ code: "review.exists" });
  expect(await rig.call(getReview, { reviewId: written.id }, guest)).toEqual(written);
  await expect(rig.call(getReview, { reviewId: written.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await rig.call(listReviews, { listingId })).toMatchObject({ data: [] });

  await later(14);
  expect(await rig.call(getReview, { reviewId: written.id })).toMatchObject({ publishedAt: expect.any(String) });
  expect(await rig.call(listReviews, { listingId })).toMatchObject({ data: [{ id: written.id }], hasMore: false });
  const home = Listing.parse(await rig.call(getListing, { listingId }));
  expect(home).toMatchObject({ reviewCount: 3, avgRating: 4.67 });
  await later(14);
  expect(await rig.call(getListing, { listingId })).toMatchObject({ reviewCount: 3 });
  const ratings = await findRatings(rig.sql, [booking.hostId, guest.userId]);
  expect([...ratings]).toEqual([[booking.hostId, { avgRating: 4, reviewCount: 1 }]]);
  await reset();
});

async function balances(reference: string): Promise<object> {
  const rows = await rig.sql.all<{ account: string; sum: number }>(
    "test_balances",
    `select account, sum(amount_minor)::bigint as sum from ledger_entry e
     join ledger_transaction t on t.id = e.transaction_id where t.reference = $1 group by account`,
    [reference],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

test("only the guest reviews, only in time, and only Roost publishes", async () => {
  const booking = await stayAt(await rig.addHome());
  await later(5);
  const host = { ...guest, userId: booking.hostId };
  await expect(rig.call(writeReview, review(booking.id))).rejects.toMatchObject({ code: "auth.required" });
  await expect(rig.call(writeReview, review(booking.id), host)).rejects.toMatchObject({ code: "permission.denied" });
  const stranger = await rig.addUser();
  await expect(rig.call(writeReview, review(booking.id), stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(rig.call(publishReview, { reviewId: newId() }, guest)).rejects.toMatchObject({ code: "not_found" });
  await later(14);
  await expect(rig.call(writeReview, review(booking.id), guest)).rejects.toMatchObject({ code: "review.state" });
  await reset();
});

test("twenty sweeps at once publish a review once", async () => {
  const listingId = await rig.addHome();
  const booking = await stayAt(listingId);
  await later(5);
  const { id: reviewId } = Review.parse(await rig.call(writeReview, review(booking.id), guest));
  await advanceClock(rig.sql, 15 * day);
  await Promise.all(Array.from({ length: 20 }, () => rig.call(publishReview, { reviewId }, system)));
  expect(await rig.call(getListing, { listingId })).toMatchObject({ reviewCount: 1, avgRating: 4 });
  await reset();
});

test("the database refuses to change what is published", async () => {
  await expect(rig.pool.query("update review set comment = 'edited' where published_at is not null")).rejects.toThrow(
    "is published",
  );
});

test("lists need one of two subjects, and walk their pages in every order", async () => {
  await expect(rig.call(listReviews, {})).rejects.toMatchObject({ code: "request.invalid" });
  const listingId = await rig.addHome();
  for (let index = 0; index < 7; index += 1) await publishOne(listingId, (index % 3) + 1);
  for (const sort of ["-createdAt", "-rating", "rating"] as const) {
    const all = ReviewPage.parse(await rig.call(listReviews, { listingId, sort, limit: 100 }));
    const walked = [];
    let cursor: string | undefined;
    do {
      const page = ReviewPage.parse(
        await rig.call(listReviews, { listingId, sort, limit: 2, ...(cursor && { cursor }) }),
      );
      walked.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(all.data);
    expect(walked).toHaveLength(7);
  }
});

test("many lists asked for at once are what each is by itself", async () => {
  const homes = await Promise.all([1, 2, 3, 4].map(() => rig.addHome()));
  for (const [at, listingId] of homes.entries()) {
    for (let count = 0; count < at * 2; count += 1) await publishOne(listingId, (count % 5) + 1);
  }
  const [first, , , last = ""] = homes;
  const { nextCursor } = ReviewPage.parse(await rig.call(listReviews, { listingId: last, sort: "rating", limit: 2 }));
  const sorts = ["-createdAt", "-rating", "rating"] as const;
  const inputs = [
    ...homes.flatMap((listingId) => sorts.map((sort, at) => ({ listingId, sort, limit: at + 1 }))),
    { listingId: last, sort: "rating", cursor: nextCursor },
    { subjectId: guest.userId },
    { listingId: newId() },
  ];
  const call = { actor: null, requestId: "test" };
  const together = await rig.app.engine.readMany(listReviews, call, [...inputs, { listingId: first, cursor: "no" }]);
  const alone = await Promise.all(inputs.map((input) => rig.app.engine.execute(listReviews, call, input)));
  expect(together.slice(0, -1)).toEqual(alone);
  expect(together.at(-1)).toMatchObject({ code: "request.invalid", issues: [{ pointer: "/cursor" }] });
  expect(await rig.app.engine.readMany(listReviews, call, inputs)).toEqual(alone);
});

/** A published review, as if its stay had been long ago. */
async function publishOne(listingId: string, rating: number): Promise<void> {
  const booking = await rig.sql.one<{ id: string; host_id: string }>(
    "test_any_booking",
    "select id, host_id from booking limit 1",
  );
  const author = await rig.addUser();
  await rig.pool.query(
    `insert into review (id, listing_id, booking_id, author_id, subject_id, rating, categories, comment, created_at,
       publish_by, published_at) values ($1, $2, $3, $4, $5, $6, '{}', 'x', now(), now(), now())`,
    [newId(), listingId, booking?.id, author.userId, booking?.host_id, rating],
  );
}
