import type { Sql } from "../../platform/sql.ts";
import type { Rating } from "../users/index.ts";

/** What published reviews say of people, computed afresh. Who has none is not in the answer. */
export async function findRatings(sql: Sql, userIds: readonly string[]): Promise<ReadonlyMap<string, Rating>> {
  const rows = await sql.all<Rating & { readonly userId: string }>("review_ratings", ratingsText, [userIds]);
  return new Map(rows.map(({ userId, avgRating, reviewCount }) => [userId, { avgRating, reviewCount }]));
}

const ratingsText = `select subject_id as "userId", round(avg(rating), 2)::float8 as "avgRating",
    count(*)::int as "reviewCount"
  from review where subject_id = any($1) and published_at is not null group by subject_id`;
