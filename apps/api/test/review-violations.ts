/** What makes the queries about homes and their reviews find something. */
export const reviewViolations: Readonly<Record<string, readonly string[]>> = {
  "listing.archived": [`update listing set status = 'archived'`],
  "listing.reviews": [
    `update listing set review_count = 2`,
    `update listing set avg_rating = 5`,
    `update listing set rating_sum = 5`,
    `delete from review`,
  ],
  "review.published": [
    `update review set published_at = publish_by - interval '1 second'`,
    `update review set subject_id = author_id`,
    `update booking set state = 'confirmed' where state = 'completed'`,
  ],
};
