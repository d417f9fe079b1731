import { ListReviewsInput, ReviewPage } from "@roost/contract";
import type { z } from "zod";
import { query } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import type { Cursors } from "../../platform/cursor.ts";
import { invalidField } from "../../platform/errors.ts";
import { anyone } from "../../platform/policies.ts";
import { cursorsPort } from "../../platform/settings.ts";
import type { Sql } from "../../platform/sql.ts";
import { type ReviewRow, toReview } from "./store.ts";

export const listReviews = query({
  name: "reviews.list",
  summary: "Published reviews of a home (listingId) or of a person (subjectId).",
  input: ListReviewsInput,
  output: ReviewPage,
  may: anyone,
  async run(scope, input) {
    const [page] = await pagesOf(scope, [input]);
    assertThere(page, "a list was asked for and not answered");
    return page;
  },
  runMany: (scope, asked) =>
    pagesOf(
      scope,
      asked.map(({ input }) => input),
    ),
});

type Scope = Parameters<typeof cursorsPort.from>[0] & { readonly sql: Sql };

/** Pages of many lists, in one statement for each way to look for reviews and each order that is among them. */
async function pagesOf(scope: Scope, inputs: readonly Input[]): Promise<z.input<typeof ReviewPage>[]> {
  const cursors = cursorsPort.from(scope);
  const lists = inputs.map((input) => listOf(input, cursors.read));
  const shapes = Map.groupBy(lists, ({ by, sort }) => `${by}_${sort}` as const);
  const rows = new Map<List, ReviewRow[]>();
  await Promise.all(
    [...shapes].map(async ([shape, some]) => {
      const [first] = some;
      if (!first) return;
      const found = await scope.sql.all<FoundRow>(`review_pages_${shape}`, pagesText(first), [
        some.map(({ of }) => of),
        some.map(({ after }) => after[0]),
        some.map(({ after }) => after[1]),
        some.map(({ limit }) => limit + 1),
      ]);
      for (const [at, group] of Map.groupBy(found, (row) => row.at)) {
        const list = some[at - 1];
        if (list) rows.set(list, group);
      }
    }),
  );
  return lists.map((list) => {
    const found = rows.get(list) ?? [];
    const page = found.slice(0, list.limit);
    const last = found.length > list.limit ? page.at(-1) : undefined;
    return {
      data: page.map(toReview),
      nextCursor: last ? cursors.write(list.name, [last.rating, last.id]) : null,
      hasMore: last !== undefined,
    };
  });
}

type Input = z.output<typeof ListReviewsInput>;
type Sort = keyof typeof orders;

interface List {
  readonly by: "subject_id" | "listing_id";
  readonly of: string;
  readonly sort: Sort;
  readonly limit: number;
  /** Rating and id of the review before its first. */
  readonly after: readonly (string | number)[];
  /** What its cursors belong to. */
  readonly name: string;
}

/** A review, and which of the lists that were asked for it is in, counted from 1. */
interface FoundRow extends ReviewRow {
  readonly at: number;
}

function listOf({ listingId, subjectId, sort, limit, cursor }: Input, read: Cursors["read"]): List {
  const of = listingId ?? subjectId;
  if (of === undefined || (listingId !== undefined && subjectId !== undefined)) {
    throw invalidField("listingId", "one_of", "give either listingId or subjectId");
  }
  const by = listingId === undefined ? "subject_id" : "listing_id";
  const name = `reviews.list:${by}:${of}:${sort}`;
  return { by, of, sort, limit, name, after: cursor === undefined ? orders[sort].first : read(name, cursor) };
}

const lowest = [0, "00000000-0000-0000-0000-000000000000"] as const;
const highest = [6, "ffffffff-ffff-ffff-ffff-ffffffffffff"] as const;

// Ids are UUIDv7: newest first is the order of ids. Every sort takes (rating, id) as its position.
const orders = {
  "-createdAt": { first: highest, next: "review.id < asked.id", order: "id desc" },
  "-rating": {
    first: highest,
    next: "(review.rating, review.id) < (asked.rating, asked.id)",
    order: "rating desc, id desc",
  },
  rating: { first: lowest, next: "(review.rating, review.id) > (asked.rating, asked.id)", order: "rating, id" },
} as const;

const pagesText = ({ by, sort }: List): string => `select found.*, asked.at
  from unnest($1::uuid[], $2::int[], $3::uuid[], $4::int[]) with ordinality as asked (of, rating, id, most, at)
  cross join lateral (
    select * from review where ${by} = asked.of and published_at is not null and ${orders[sort].next}
    order by ${orders[sort].order} limit asked.most
  ) found
  order by asked.at, ${orders[sort].order.replaceAll(/\b(?:id|rating)\b/g, "found.$&")}`;
