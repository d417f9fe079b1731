import { CalendarFeed, FeedInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { findListingToChange } from "../listing-row.ts";
import { findFeed } from "./feed-row.ts";
import { feedQueue } from "./fetch-feed.ts";
import { leaseMs } from "./sync-schedule.ts";

export const syncFeed = command({
  name: "listings.syncFeed",
  summary:
    "Reads a calendar now, unless its host asked for that less than a minute ago; its state then tells how it went.",
  input: FeedInput,
  output: CalendarFeed,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run({ sql, now, enqueue }, { listingId, feedId }, listing) {
    if (listing?.status === "archived") throw stateRefusal(listing.status, "syncFeed");
    const next = new Date(now.getTime() + leaseMs);
    const asked = await sql.run("feed_ask", askText, [feedId, listingId, now, next]);
    const feed = await findFeed(sql, feedId);
    if (feed?.listingId !== listingId) throw new AppError("not_found");
    assertFound(feed);
    if (asked === 1) enqueue(feedQueue, { feedId });
    return feed;
  },
});

// Other people's servers are not to be hammered through us.
const askText = `update calendar_feed set asked_at = $3, next_sync_at = $4
  where id = $1 and listing_id = $2 and coalesce(asked_at, '-infinity') <= $3::timestamptz - interval '1 minute'`;
