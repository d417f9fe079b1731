import { z } from "zod";
import { Id, Instant, text } from "./fields.ts";
import { pageInput, pageOf } from "./pages.ts";

/** 1 (bad) to 5 (excellent). */
const Stars = z.int().min(1).max(5).describe("1 to 5.");

/** What a guest judges apart from the whole; each may be left out. */
export const ReviewCategories = z
  .strictObject({
    cleanliness: Stars.optional(),
    accuracy: Stars.optional(),
    checkIn: Stars.optional(),
    communication: Stars.optional(),
    location: Stars.optional(),
    value: Stars.optional(),
  })
  .meta({ id: "ReviewCategories" });

export const WriteReviewInput = z.strictObject({
  bookingId: Id,
  rating: Stars,
  categories: ReviewCategories.default({}),
  comment: text(5000),
});

/** A guest's review of a stay; only its author sees it before it is published. */
export const Review = z
  .object({
    id: Id,
    listingId: Id,
    bookingId: Id,
    authorId: Id,
    subjectId: Id.describe("Who is reviewed: the host."),
    rating: Stars,
    categories: ReviewCategories,
    comment: z.string(),
    createdAt: Instant,
    publishedAt: Instant.nullable().describe("null while it is hidden: until 14 days after check-out."),
  })
  .meta({ id: "Review" });
export type Review = z.output<typeof Review>;

export const ReviewIdInput = z.strictObject({ reviewId: Id });

export const ReviewSort = z.enum(["-createdAt", "-rating", "rating"]).meta({ id: "ReviewSort" });

/** Published reviews of a home or of a person: one of the two is required. */
export const ListReviewsInput = z.strictObject({
  listingId: Id.optional(),
  subjectId: Id.optional(),
  sort: ReviewSort.default("-createdAt"),
  ...pageInput,
});

export const ReviewPage = pageOf(Review, "ReviewPage");
