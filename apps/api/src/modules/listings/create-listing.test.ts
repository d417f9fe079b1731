import { Listing } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { createListing } from "./create-listing.ts";
import { distanceKm } from "./sphere.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const home = {
  title: "  Hytte ved sjøen ",
  roomType: "entire",
  city: "Ålesund",
  country: "NO",
  latitude: 62.47,
  longitude: 6.15,
  currency: "NOK",
  nightlyPrice: 185_000,
  cleaningFee: 50_000,
  maxGuests: 4,
  bedrooms: 2,
} as const;

test("makes a draft in the zone of its point, with a public point of its own and an audit row", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const listing = Listing.parse(await rig.call(createListing, home, host));
  expect(listing).toMatchObject({
    hostId: host.userId,
    title: "Hytte ved sjøen",
    timeZone: "Europe/Oslo",
    status: "draft",
    latitude: 62.47,
    longitude: 6.15,
    nightlyPrice: { amount: 185_000, currency: "NOK" },
    minNights: 1,
    maxNights: 365,
    version: 1,
  });
  const row = await rig.sql.one<{ latitude: number; longitude: number; actor: string; action: string }>(
    "test_created",
    `select public_latitude as latitude, public_longitude as longitude, a.actor_id as actor, a.action
     from listing l join audit a on a.subject = l.id::text where l.id = $1`,
    [listing.id],
  );
  expect(row).toMatchObject({ actor: host.userId, action: "listings.create" });
  const off = distanceKm(listing, { latitude: row?.latitude ?? 0, longitude: row?.longitude ?? 0 });
  expect(off).toBeGreaterThan(0.149);
  expect(off).toBeLessThan(0.501);
});

test("refuses who is not signed in, and who is not a host", async () => {
  await expect(rig.call(createListing, home)).rejects.toMatchObject({ code: "auth.required" });
  for (const roles of [["guest"], ["guest", "admin"]] as const) {
    const user = await rig.addUser(roles);
    await expect(rig.call(createListing, home, user)).rejects.toMatchObject({ code: "user.not_host" });
  }
  expect(
    await rig.sql.all("test_guests_homes", "select id from listing where title like 'Hytte%' and host_id <> $1", [
      (await rig.sql.one<{ host: string }>("test_host", "select host_id as host from listing limit 1"))?.host,
    ]),
  ).toEqual([]);
});

test.each([
  ["/title", { title: "   " }],
  ["/nightlyPrice", { nightlyPrice: 0 }],
  ["/nightlyPrice", { nightlyPrice: 12.5 }],
  ["/latitude", { latitude: 91 }],
  ["/minNights", { minNights: 8, maxNights: 7 }],
  ["/nightlyPrice", { currency: "HUF", nightlyPrice: 3_600_050 }],
  ["/cleaningFee", { currency: "KWD", cleaningFee: 5125 }],
  ["/hostId", { hostId: "01900000-0000-7000-8000-000000000000" }],
  ["/status", { status: "published" }],
])("refuses an input that is wrong at %s", async (pointer, change) => {
  const host = await rig.addUser(["host"]);
  await expect(rig.call(createListing, { ...home, ...change }, host)).rejects.toMatchObject({
    code: "request.invalid",
    issues: [{ pointer }],
  });
});

test("ten homes of one host in one house are shown at one point, another host's there at one of its own", async () => {
  const pointsOf = async (count: number) => {
    const host = await rig.addUser(["guest", "host"]);
    const make = () => rig.call(createListing, home, host);
    await Promise.all(Array.from({ length: count }, make));
    return rig.sql.all<{ point: string }>(
      "test_points",
      `select distinct public_latitude || ' ' || public_longitude as point from listing where host_id = $1`,
      [host.userId],
    );
  };
  const [one, other] = [await pointsOf(10), await pointsOf(2)];
  expect([one.length, other.length]).toEqual([1, 1]);
  expect(one).not.toEqual(other);
});
