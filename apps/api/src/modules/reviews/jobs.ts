import { z } from "zod";
import type { Engine } from "../../platform/engine.ts";
import type { Log } from "../../platform/log.ts";
import type { Sql } from "../../platform/sql.ts";
import { type Sweep, sweepRows } from "../../platform/sweeps.ts";
import { publishReview } from "./publish-review.ts";

export interface ReviewSweepOptions {
  readonly engine: Engine;
  readonly sql: Sql;
  readonly log: Log;
}

const Moved = z.object({ moved: z.boolean() });

/** Publishes reviews whose window has ended. */
export const reviewSweeps = ({ engine, sql, log }: ReviewSweepOptions): readonly Sweep[] => [
  sweepRows({
    name: publishReview.name,
    log,
    due: (after, limit) => sql.all<{ id: string }>("review_due", dueText, [after, limit]),
    move: async (reviewId, call) => Moved.parse((await engine.execute(publishReview, call, { reviewId })).output).moved,
  }),
];

const dueText = `select id from review where published_at is null and publish_by <= roost_now() and id > $1
  order by id limit $2`;
