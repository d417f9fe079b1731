import { Review, ReviewCategories } from "@roost/contract";
import type { Sql } from "../../platform/sql.ts";

export interface ReviewRow {
  readonly id: string;
  readonly listing_id: string;
  readonly booking_id: string;
  readonly author_id: string;
  readonly subject_id: string;
  readonly rating: number;
  readonly categories: unknown;
  readonly comment: string;
  readonly created_at: string;
  readonly publish_by: string;
  readonly published_at: string | null;
}

export const findReview = (sql: Sql, id: string): Promise<ReviewRow | undefined> =>
  sql.one<ReviewRow>("review_find", "select * from review where id = $1", [id]);

export const toReview = (row: ReviewRow): Review => ({
  id: row.id,
  listingId: row.listing_id,
  bookingId: row.booking_id,
  authorId: row.author_id,
  subjectId: row.subject_id,
  rating: row.rating,
  categories: ReviewCategories.parse(row.categories),
  comment: row.comment,
  createdAt: row.created_at,
  publishedAt: row.published_at,
});
