import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { feedQueue } from "./fetch-feed.ts";
import { leaseMs } from "./sync-schedule.ts";

const batch = 100;

/** Calendars that are due begin to be read: a job each, since other people's servers may be slow. */
export const startDueFeeds = command({
  name: "listings.startDueFeeds",
  summary: "Lets the calendars that are due be read.",
  input: z.strictObject({}),
  output: z.object({ started: z.int() }),
  may: onlySystem,
  async run({ sql, now, enqueue }) {
    const next = new Date(now.getTime() + leaseMs);
    const due = await sql.all<{ id: string }>("feed_start_due", dueText, [now, next]);
    for (const { id: feedId } of due) enqueue(feedQueue, { feedId });
    return { started: due.length };
  },
});

const dueText = `update calendar_feed set next_sync_at = $2
  where id in (
    select f.id from calendar_feed f join listing l on l.id = f.listing_id
    where f.next_sync_at <= $1 and l.status <> 'archived'
    order by f.next_sync_at limit ${batch} for update of f skip locked)
  returning id`;
