import { read, write } from "../../../platform/route.ts";
import { addFeed } from "./add-feed.ts";
import { getCalendarFile } from "./get-calendar-file.ts";
import { getCalendarLink } from "./get-calendar-link.ts";
import { listFeeds } from "./list-feeds.ts";
import { removeFeed } from "./remove-feed.ts";
import { rotateCalendarLink } from "./rotate-calendar-link.ts";
import { syncFeed } from "./sync-feed.ts";
import { writeCalendar } from "./write-calendar.ts";

/** Calendars of a home elsewhere: part of the listings' router. */
export const feedsRouter = {
  feeds: read(listFeeds, "GET /listings/{listingId}/feeds"),
  addFeed: write(addFeed, "POST /listings/{listingId}/feeds", {
    created: ({ listingId, id }) => `/listings/${listingId}/feeds/${id}`,
  }),
  removeFeed: write(removeFeed, "DELETE /listings/{listingId}/feeds/{feedId}", { empty: true }),
  syncFeed: write(syncFeed, "POST /listings/{listingId}/feeds/{feedId}/sync", { accepted: true }),
  calendarLink: read(getCalendarLink, "GET /listings/{listingId}/calendar-link"),
  rotateCalendarLink: write(rotateCalendarLink, "POST /listings/{listingId}/calendar-link"),
  calendarFile: read(getCalendarFile, "GET /listings/{listingId}/calendar.ics", {
    also: { "text/calendar": writeCalendar },
    usual: "text/calendar",
  }),
} as const;
