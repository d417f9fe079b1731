import { ReviewIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { recordRating } from "../listings/index.ts";
import type { ReviewRow } from "./store.ts";

/** Its window has ended: everybody sees it, and the home's average has it, in one transaction. */
export const publishReview = command({
  name: "reviews.publish",
  summary: "Publish a review whose window has ended.",
  input: ReviewIdInput,
  output: z.object({ moved: z.boolean() }),
  load: ({ sql }, { reviewId }) =>
    sql.one<ReviewRow>("review_lock", "select * from review where id = $1 for update", [reviewId]),
  may: onlySystem,
  async run({ sql, now, emit }, _input, review) {
    if (!review || review.published_at !== null || new Date(review.publish_by) > now) return { moved: false };
    await sql.run("review_publish", "update review set published_at = $2 where id = $1", [review.id, now]);
    await recordRating(sql, review.listing_id, review.rating);
    emit("review.published", { reviewId: review.id });
    return { moved: true };
  },
});
