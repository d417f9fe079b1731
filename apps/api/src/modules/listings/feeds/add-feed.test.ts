import { type CalendarFeed, CalendarFeed as FeedOutput } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { feedUrl } from "../../../../test/feeds.ts";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { addFeed } from "./add-feed.ts";
import { listFeeds } from "./list-feeds.ts";
import { removeFeed } from "./remove-feed.ts";
import { syncFeed } from "./sync-feed.ts";

let rig: Rig;
let host: UserActor;
let listingId: string;
let feed: CalendarFeed;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  host = await rig.addUser(["guest", "host"]);
  listingId = await rig.addHome({ host_id: host.userId });
  feed = FeedOutput.parse(await rig.call(addFeed, { listingId, url: feedUrl, name: "Airbnb" }, host));
});

const shown = async () =>
  FeedOutput.array().parse(Reflect.get(Object(await rig.call(listFeeds, { listingId }, host)), "data"));

test.each([
  ["http://feeds.example.com/a.ics", "invalid_format"],
  ["feeds.example.com/a.ics", "invalid_format"],
  ["https://localhost/a.ics", "private_address"],
  ["webcal://10.0.0.1/a.ics", "private_address"],
  ["https://feeds.example.com:8443/a.ics", "port"],
  ["https://me:secret@feeds.example.com/a.ics", "credentials"],
  ["https://intranet/a.ics", "invalid_address"],
])("%s is no calendar's address: %s", async (url, code) => {
  const attempt = rig.call(addFeed, { listingId, url, name: "A" }, host);
  await expect(attempt).rejects.toMatchObject({ code: "request.invalid", issues: [{ pointer: "/url", code }] });
});

test("a home reads twenty calendars, each once", async () => {
  const add = (url: string) => rig.call(addFeed, { listingId, url, name: "A" }, host);
  await expect(add(feedUrl.replace("https", "webcal"))).rejects.toMatchObject({ code: "feed.exists" });
  await expect(add(`${feedUrl}#part`)).rejects.toMatchObject({ code: "feed.exists" });
  for (let more = 1; more < 20; more += 1) await add(`${feedUrl}?${more}`);
  await expect(add(`${feedUrl}?20`)).rejects.toMatchObject({ code: "feed.limit" });
  expect(await shown()).toHaveLength(20);
});

test("a home that was archived reads no calendars any more", async () => {
  await rig.sql.run("test_archive", "update listing set status = 'archived' where id = $1", [listingId]);
  for (const [action, input] of [
    [addFeed, { listingId, url: `${feedUrl}?late`, name: "A" }],
    [syncFeed, { listingId, feedId: feed.id }],
  ] as const) {
    await expect(rig.call(action, input, host)).rejects.toMatchObject({ code: "listing.state" });
  }
  await rig.call(removeFeed, { listingId, feedId: feed.id }, host);
  expect(await shown()).toEqual([]);
});
