import type { Sql } from "../../../platform/sql.ts";

interface Clash {
  readonly hostId: string;
  readonly listingTitle: string;
  readonly feedName: string;
  readonly first: string;
  readonly until: string;
  readonly bookingId: string;
}

/** What is to be told of a clash; undefined once it is over. */
export const findClash = (
  sql: Sql,
  { feedEventId, bookingId }: { readonly feedEventId: string; readonly bookingId: string },
): Promise<Clash | undefined> => sql.one<Clash>("feed_clash", clashText, [feedEventId, bookingId]);

const clashText = `select l.host_id as "hostId", l.title as "listingTitle", f.name as "feedName",
    greatest(e.first, lower(o.nights)) as first, least(e.until, upper(o.nights)) as until, o.reference as "bookingId"
  from feed_event e join calendar_feed f on f.id = e.feed_id join listing l on l.id = e.listing_id
  join occupancy o on o.listing_id = e.listing_id and o.kind = 'booking' and o.reference = $2
    and o.nights && daterange(e.first, e.until)
  where e.id = $1 and e.state = 'clashing'`;
