import type { Sql } from "../../platform/sql.ts";

/** Adds a published rating (1 to 5) to the home's average, under the row's lock; the sum keeps the average exact. */
export const recordRating = (sql: Sql, listingId: string, rating: number): Promise<number> =>
  sql.run(
    "listing_record_rating",
    `update listing set rating_sum = rating_sum + $2::int, review_count = review_count + 1,
       avg_rating = round((rating_sum + $2::int)::numeric / (review_count + 1), 2)
     where id = $1`,
    [listingId, rating],
  );
