import { AddFeedInput, CalendarFeed, maxFeeds } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError, invalidField } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { OutgoingRefused, outgoingUrl } from "../../../platform/outgoing-url.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { findListingToChange } from "../listing-row.ts";
import { feedsOf, findFeed } from "./feed-row.ts";
import { feedQueue } from "./fetch-feed.ts";
import { leaseMs } from "./sync-schedule.ts";

export const addFeed = command({
  name: "listings.addFeed",
  summary: "Reads a calendar of the home elsewhere, at once and then about every half hour; its nights are taken here.",
  input: AddFeedInput,
  output: CalendarFeed,
  // The row is locked, so that two calls cannot add the twentieth calendar twice.
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run({ sql, now, enqueue }, { listingId, name, url }, listing) {
    if (listing?.status === "archived") throw stateRefusal(listing.status, "addFeed");
    const id = newId();
    const address = addressOf(url);
    const feeds = await feedsOf(sql, listingId);
    if (feeds.some((feed) => feed.url === address)) throw new AppError("feed.exists");
    if (feeds.length >= maxFeeds) throw new AppError("feed.limit");
    const next = new Date(now.getTime() + leaseMs);
    await sql.run("feed_add", addText, [id, listingId, name, address, now, next]);
    enqueue(feedQueue, { feedId: id });
    const feed = await findFeed(sql, id);
    assertFound(feed);
    return feed;
  },
});

/** As it is fetched: `webcal:` is what programs call https for calendars. */
function addressOf(text: string): string {
  try {
    const url = outgoingUrl(text.replace(/^webcals?:/i, "https:"));
    url.hash = "";
    return url.href;
  } catch (error) {
    if (error instanceof OutgoingRefused) throw invalidField("url", error.fault, error.message);
    throw error;
  }
}

const addText = `insert into calendar_feed (id, listing_id, name, url, created_at, next_sync_at)
  values ($1, $2, $3, $4, $5, $6)`;
