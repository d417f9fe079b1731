import { ListReviewsInput, ReviewPage } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { invalidField } from "../../platform/errors.ts";
import { anyone } from "../../platform/policies.ts";
import { cursorsPort } from "../../platform/settings.ts";
import { type ReviewRow, toReview } from "./store.ts";

export const listReviews = query({
  name: "reviews.list",
  summary: "Published reviews of a home (listingId) or of a person (subjectId).",
  input: ListReviewsInput,
  output: ReviewPage,
  may: anyone,
  async run(scope, { listingId, subjectId, sort, limit, cursor }) {
    const of = listingId ?? subjectId;
    if (of === undefined || (listingId !== undefined && subjectId !== undefined)) {
      throw invalidField("listingId", "one_of", "give either listingId or subjectId");
    }
    const by = listingId === undefined ? "subject_id" : "listing_id";
    const cursors = cursorsPort.from(scope);
    const list = `reviews.list:${by}:${of}:${sort}`;
    const after = cursor === undefined ? firstOf[sort] : cursors.read(list, cursor);
    const rows = await scope.sql.all<ReviewRow>(`review_list_${by}_${sort}`, texts[sort](by), [
      of,
      ...after,
      limit + 1,
    ]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map(toReview),
      nextCursor: last ? cursors.write(list, [last.rating, last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});

type Sort = keyof typeof texts;

// Ids are UUIDv7: newest first is the order of ids. Every sort takes (rating, id) as its position.
const select = (by: string, order: string) => `select * from review
  where ${by} = $1 and published_at is not null and ${order} limit $4`;

const texts = {
  "-createdAt": (by: string) => select(by, "$2::int is not null and id < $3::uuid order by id desc"),
  "-rating": (by: string) => select(by, "(rating, id) < ($2::int, $3::uuid) order by rating desc, id desc"),
  rating: (by: string) => select(by, "(rating, id) > ($2::int, $3::uuid) order by rating, id"),
} as const;

const lowest = [0, "00000000-0000-0000-0000-000000000000"] as const;
const highest = [6, "ffffffff-ffff-ffff-ffff-ffffffffffff"] as const;
const firstOf: Readonly<Record<Sort, readonly [number, string]>> = {
  "-createdAt": highest,
  "-rating": highest,
  rating: lowest,
};
