import { Review, ReviewIdInput } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { isAdmin } from "../../platform/policies.ts";
import { findReview, toReview } from "./store.ts";

export const getReview = query({
  name: "reviews.get",
  summary: "A published review; a hidden one only for its author.",
  input: ReviewIdInput,
  output: Review,
  load: ({ sql }, { reviewId }) => findReview(sql, reviewId),
  may(actor, review) {
    if (!review) return "hidden";
    const isAuthor = actor?.kind === "user" && actor.userId === review.author_id;
    return review.published_at !== null || isAuthor || isAdmin(actor) ? true : "hidden";
  },
  async run(_scope, _input, review) {
    assertFound(review);
    return toReview(review);
  },
});
