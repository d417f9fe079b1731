import type { CalendarFeed, FeedFault } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import { feedFaultWords } from "./feed-faults.ts";

interface FeedRow
  extends Pick<
    CalendarFeed,
    "id" | "listingId" | "name" | "url" | "lastSyncedAt" | "nextSyncAt" | "unread" | "events" | "clashes" | "createdAt"
  > {
  readonly lastFault: FeedFault | null;
}

/** The calendars of a home as its host sees them, the oldest first. */
export const feedsOf = async (sql: Sql, listingId: string): Promise<CalendarFeed[]> =>
  (await sql.all<FeedRow>("feeds_of_listing", `${rowText} where f.listing_id = $1 order by f.id`, [listingId])).map(
    viewOf,
  );

export async function findFeed(sql: Sql, feedId: string): Promise<CalendarFeed | undefined> {
  const row = await sql.one<FeedRow>("feed_find", `${rowText} where f.id = $1`, [feedId]);
  return row && viewOf(row);
}

const rowText = `select f.id, f.listing_id as "listingId", f.name, f.url, f.last_synced_at as "lastSyncedAt",
    f.next_sync_at as "nextSyncAt", f.unread, f.created_at as "createdAt", f.last_fault as "lastFault",
    (select count(*) from feed_event e where e.feed_id = f.id and e.state <> 'echo' and e.until > d.today) as events,
    (select coalesce(jsonb_agg(c), '[]') from (
      select greatest(e.first, lower(o.nights)) as first, least(e.until, upper(o.nights)) as until,
        o.reference as "bookingId"
      from feed_event e join occupancy o on o.listing_id = e.listing_id and o.kind = 'booking'
        and o.nights && daterange(e.first, e.until)
      where e.feed_id = f.id and e.state = 'clashing' and least(e.until, upper(o.nights)) > d.today
      order by 1, 3 limit 100) c) as clashes
  from calendar_feed f join listing l on l.id = f.listing_id
  cross join lateral (select (roost_now() at time zone l.time_zone)::date as today) d`;

const viewOf = ({ lastFault, ...row }: FeedRow): CalendarFeed => ({
  ...row,
  status: lastFault !== null ? "failing" : row.lastSyncedAt === null ? "waiting" : "working",
  problem: lastFault && { code: lastFault, message: feedFaultWords[lastFault] },
});
