import { read, write } from "../../../platform/route.ts";
import { addFeed } from "./add-feed.ts";
import { listFeeds } from "./list-feeds.ts";
import { removeFeed } from "./remove-feed.ts";
import { syncFeed } from "./sync-feed.ts";

/** Calendars of a home elsewhere: part of the listings' router. */
export const feedsRouter = {
  feeds: read(listFeeds, "GET /listings/{listingId}/feeds"),
  addFeed: write(addFeed, "POST /listings/{listingId}/feeds", {
    created: ({ listingId, id }) => `/listings/${listingId}/feeds/${id}`,
  }),
  removeFeed: write(removeFeed, "DELETE /listings/{listingId}/feeds/{feedId}", { empty: true }),
  syncFeed: write(syncFeed, "POST /listings/{listingId}/feeds/{feedId}/sync", { accepted: true }),
} as const;
