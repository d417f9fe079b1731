import { read, write } from "../../platform/route.ts";
import { getReview } from "./get-review.ts";
import { listReviews } from "./list-reviews.ts";
import { writeReview } from "./write-review.ts";

export const reviewsRouter = {
  write: write(writeReview, "POST /reviews", { created: ({ id }) => `/reviews/${id}` }),
  get: read(getReview, "GET /reviews/{reviewId}"),
  list: read(listReviews, "GET /reviews"),
};
