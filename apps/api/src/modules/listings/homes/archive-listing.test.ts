import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { claimNights } from "../occupancy.ts";
import { archiveListing } from "./archive-listing.ts";

let rig: Rig;
let host: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());

const home = (columns: object = {}) => rig.addHome({ host_id: host.userId, ...columns });
const archive = (listingId: string) => rig.call(archiveListing, { listingId }, host);
const claim = (listingId: string, from: number, expiresAt: Date | null = null) =>
  rig.inTransaction((sql) => {
    const stay = { listingId, checkIn: daysAhead(from), checkOut: daysAhead(from + 3) };
    return claimNights(sql, { ...stay, reference: randomUUID(), expiresAt, now: new Date() });
  });

test("takes a home away for good, with one event, however often it is called", async () => {
  const listingId = await home();
  expect(await archive(listingId)).toMatchObject({ status: "archived", version: 2 });
  expect(await archive(listingId)).toMatchObject({ status: "archived", version: 2 });
  const events = "select type from event where data ->> 'listingId' = $1";
  expect(await rig.sql.all("test_events", events, [listingId])).toEqual([{ type: "listing.archived" }]);
});

test("refuses while a stay lies ahead, runs, or is waited for, and says until when", async () => {
  for (const [from, expiresAt] of [
    [30, null],
    [-1, null],
    [30, new Date(Date.now() + 60_000)],
    // Its payment may be under way still.
    [30, new Date(Date.now() - 60_000)],
  ] as const) {
    const listingId = await home();
    expect(await claim(listingId, from, expiresAt)).toBe(true);
    await expect(archive(listingId)).rejects.toMatchObject({
      code: "listing.has_future_stays",
      details: { until: daysAhead(from + 3) },
    });
  }
});

test("past stays and the host's own blocks do not keep it", async () => {
  const listingId = await home({ time_zone: "UTC" });
  await claim(listingId, -10);
  await rig.sql.run(
    "test_block",
    `insert into occupancy (id, listing_id, nights, occupied, kind, reference)
     select $1, $2, n, n, 'block', 'block' from daterange($3::date, $4::date) n`,
    [randomUUID(), listingId, daysAhead(20), daysAhead(40)],
  );
  expect(await archive(listingId)).toMatchObject({ status: "archived" });
});

test("an archived home takes nobody in any more", async () => {
  const listingId = await home();
  await archive(listingId);
  expect(await claim(listingId, 30)).toBe(false);
});

test("of an archiving and a booking at once, one comes first and the other knows", async () => {
  for (let round = 0; round < 10; round += 1) {
    const listingId = await home();
    const [archived, claimed] = await Promise.allSettled([archive(listingId), claim(listingId, 30)]);
    const isClaimed = claimed.status === "fulfilled" && claimed.value;
    expect(isClaimed).toBe(archived.status === "rejected");
  }
});

test("nobody else archives it", async () => {
  const listingId = await home();
  await expect(rig.call(archiveListing, { listingId })).rejects.toMatchObject({ code: "auth.required" });
  for (const roles of [["guest"], ["guest", "host"], ["admin"]] as const) {
    const attempt = rig.call(archiveListing, { listingId }, await rig.addUser(roles));
    await expect(attempt).rejects.toMatchObject({ code: "permission.denied" });
  }
});
