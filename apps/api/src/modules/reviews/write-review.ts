import { Review, WriteReviewInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { type BookingRow, isGuestOfBooking, lockBooking } from "../bookings/index.ts";
import { type ReviewRow, toReview } from "./store.ts";

export const writeReview = command({
  name: "reviews.write",
  summary: "Review a stay that is over, until 14 days after check-out. It is published when that time ends.",
  input: WriteReviewInput,
  output: Review,
  load: (scope, { bookingId }) => lockBooking(scope, bookingId),
  may: isGuestOfBooking,
  async run(scope, { rating, categories, comment }, booking) {
    assertFound(booking);
    refuseUnlessReviewable(booking, scope.now);
    const row = await scope.sql.one<ReviewRow>(
      "review_insert",
      `insert into review (id, listing_id, booking_id, author_id, subject_id, rating, categories, comment, created_at,
         publish_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (booking_id, author_id) do nothing returning *`,
      [
        ...[newId(), booking.listing_id, booking.id, booking.guest_id, booking.host_id],
        ...[rating, JSON.stringify(categories), comment, scope.now, booking.review_by],
      ],
    );
    if (!row) throw new AppError("review.exists");
    scope.emit("review.submitted", { reviewId: row.id });
    return toReview(row);
  },
});

function refuseUnlessReviewable({ state, review_by: reviewBy }: BookingRow, now: Date): void {
  const refuse = (detail: string) => new AppError("review.state", { detail, details: { state, reviewBy } });
  if (state !== "completed") throw refuse("A stay can be reviewed when it is over.");
  if (new Date(reviewBy) <= now) throw refuse("The time to review this stay is over.");
}
