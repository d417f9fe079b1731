import { z } from "zod";
import type { Engine } from "../../platform/engine.ts";
import type { Log } from "../../platform/log.ts";
import type { Sql } from "../../platform/sql.ts";
import { dueNow, pageOfDue, type Sweep, sweepRows } from "../../platform/sweeps.ts";
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
    due: (after, limit) => sql.all<{ id: string }>("review_due_now", dueText, [after, limit]),
    move: async (reviewId, call) => Moved.parse((await engine.execute(publishReview, call, { reviewId })).output).moved,
  }),
];

const dueText = pageOfDue(`select id from review where published_at is null and publish_by <= ${dueNow}`);
