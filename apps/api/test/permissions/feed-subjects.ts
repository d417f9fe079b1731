import { calendarToken } from "../../src/modules/listings/feeds/calendar-token.ts";
import { newId } from "../../src/platform/ids.ts";
import { envPort } from "../../src/platform/settings.ts";
import type { Rig } from "../rig.ts";

type Homes = Readonly<Record<string, () => Promise<{ readonly listingId: string }>>>;
type Inputs = Readonly<Record<string, () => Promise<object> | object>>;

const url = "https://feeds.example.com/calendar.ics";

/** What is asked of the calendars of each kind of home. */
export function feedSubjects(rig: Rig, homes: Homes): Readonly<Record<string, Inputs>> {
  const feed = async (listingId: string) => {
    const id = newId();
    await rig.sql.run("test_feed", feedText, [id, listingId, url]);
    return { feedId: id };
  };
  const of = (more: (listingId: string) => Promise<object> | object): Inputs =>
    Object.fromEntries(
      Object.entries(homes).map(([kind, home]) => [
        kind,
        async () => {
          const { listingId } = await home();
          return { listingId, ...(await more(listingId)) };
        },
      ]),
    );
  return {
    "listings.feeds": of(() => ({})),
    "listings.addFeed": of(() => ({ url, name: "Airbnb" })),
    "listings.removeFeed": of(feed),
    "listings.syncFeed": of(feed),
    "listings.calendarLink": of(() => ({})),
    "listings.rotateCalendarLink": of(() => ({})),
    "listings.calendarFile": {
      "the link of a home": async () => {
        const listingId = await rig.addHome();
        return { listingId, token: calendarToken(envPort.from(rig.app).ROOST_SECRET, listingId, 1) };
      },
      "a link that was replaced": async () => {
        const listingId = await rig.addHome();
        return { listingId, token: calendarToken(envPort.from(rig.app).ROOST_SECRET, listingId, 2) };
      },
    },
    "listings.applyFeed": { "": () => ({ feedId: newId(), outcome: { kind: "unchanged" } }) },
    "listings.startDueFeeds": { "": () => ({}) },
  };
}

const feedText = `insert into calendar_feed (id, listing_id, name, url, created_at, next_sync_at)
  values ($1, $2, 'A', $3, now(), now())`;
