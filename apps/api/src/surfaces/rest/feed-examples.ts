import type { CalendarFeed } from "@roost/contract";
import type { Example } from "./example.ts";

const feedId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a31";
const token = "bm90LWEtcmVhbC10b2tlbi1hdC1hbGwt";
const url = "https://www.airbnb.com/calendar/ical/12345678.ics?s=0123456789abcdef";

/** The story's home is on another site, too. */
export function feedExamples(of: { listingId: string; bookingId: string }): Readonly<Record<string, Example>> {
  const { listingId, bookingId } = of;
  const added: CalendarFeed = {
    ...{ id: feedId, listingId, name: "Airbnb", url, status: "waiting", problem: null },
    ...{ lastSyncedAt: null, nextSyncAt: "2026-12-01T09:02:00.000Z", unread: 0, events: 0, clashes: [] },
    createdAt: "2026-12-01T09:00:00.000Z",
  };
  const read: CalendarFeed = {
    ...{ ...added, status: "working", events: 4 },
    ...{ lastSyncedAt: "2026-12-01T09:00:01.000Z", nextSyncAt: "2026-12-01T09:31:40.000Z" },
    clashes: [{ first: "2027-02-13", until: "2027-02-15", bookingId }],
  };
  const link = {
    ...{ listingId, lastReadAt: "2026-12-01T08:45:00.000Z" },
    url: `https://api.example.com/api/v1/listings/${listingId}/calendar.ics?token=${token}`,
  };
  const reserved = {
    ...{ uid: `${bookingId}@${listingId}.roost`, first: "2027-02-12", until: "2027-02-15" },
    ...{ kind: "stay", sequence: 0, at: "2026-12-01T10:00:00.000Z" },
  };
  return {
    "listings.calendarLink": { input: { listingId }, output: link },
    "listings.rotateCalendarLink": { input: { listingId }, output: { ...link, lastReadAt: null } },
    "listings.calendarFile": {
      input: { listingId, token },
      output: { listingId, title: "Loft by the river", events: [reserved] },
    },
    "listings.feeds": { input: { listingId }, output: { data: [read] } },
    "listings.addFeed": { input: { listingId, url, name: "Airbnb" }, output: added },
    "listings.removeFeed": { input: { listingId, feedId } },
    "listings.syncFeed": { input: { listingId, feedId }, output: read },
  };
}
