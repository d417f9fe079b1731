import { randomUUID } from "node:crypto";
import { amenityCatalogue } from "@roost/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { advance, stay } from "../factories.ts";
import { mailAbout } from "../mails.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

const exact = { latitude: 60.3921, longitude: 5.3221, address: "Bryggen 1" } as const;

/** A home of which everything is told. */
const everything = {
  ...exact,
  title: "House on the quay",
  description: "Two floors, and boats below.",
  propertyType: "house",
  roomType: "entire",
  neighbourhood: "Bryggen",
  city: "Bergen",
  region: "Vestland",
  country: "NO",
  maxGuests: 6,
  bedrooms: 3,
  beds: 4,
  bathrooms: 1.5,
  amenities: ["wifi", "sea_view", "fireplace"],
  bookingMode: "instant",
  cancellationPolicy: "moderate",
  minNights: 1,
  maxNights: 21,
  advanceNoticeDays: 1,
  preparationDays: 1,
  bookingWindowDays: 365,
  checkInFrom: "16:00",
  checkInUntil: "21:00",
  checkOutBefore: "10:00",
} as const;
const prices = { currency: "NOK", nightlyPrice: 150_000, cleaningFee: 40_000 } as const;

describe.each(drivers)("over $surface", (driver) => {
  const { surface } = driver;
  let world: World;
  let app: TestApp;
  let host: World["host"];
  let guest: Traveller;
  let stranger: Traveller;
  let before: readonly string[];

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
    host = world.host;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    [guest, stranger] = [await world.traveller(), await world.traveller()];
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    left.get(surface)?.set(task.name, changes(before, await footprint(app)));
    await expectInvariants(app);
  });

  const describeHome = async () =>
    (await host.call("listings.create", { ...everything, ...prices, amenities: [...everything.amenities] })).output;
  const versionOf = async (listingId: string) => (await host.call("listings.get", { listingId })).output.version;

  test("a home is described, corrected, shown, kept in mind, stayed in, taken down and archived", async () => {
    const draft = await describeHome();
    expect(draft).toMatchObject({ ...everything, status: "draft", version: 1, includedGuests: 6 });
    const listingId = draft.id;

    const correction = { listingId, version: 1, title: "House on the old quay", checkInUntil: null };
    const corrected = (await host.call("listings.update", correction)).output;
    expect(corrected).toEqual({ ...draft, title: "House on the old quay", checkInUntil: null, version: 2 });
    expect(await refusal(host.call("listings.update", { ...correction, title: "Too late" }))).toMatchObject({
      ...{ status: 412, code: "listing.version_changed", details: { version: 2 } },
    });
    expect(await refusal(host.call("listings.update", { listingId, maxGuests: 5 }))).toMatchObject({
      ...{ status: 400, code: "request.invalid", issues: [{ pointer: "/maxGuests" }] },
    });

    expect((await refusal(guest.call("listings.addFavorite", { listingId }))).code).toBe("not_found");
    expect((await host.call("listings.publish", { listingId, version: 2 })).output.status).toBe("published");
    const favorite = (await guest.call("listings.addFavorite", { listingId })).output;
    expect(favorite).toMatchObject({ listingId, title: corrected.title, listing: { id: listingId } });
    expect((await guest.call("listings.favorites", {})).output.data).toEqual([favorite]);

    const see = async (who: Traveller) => (await who.call("listings.get", { listingId })).output;
    const blurred = await see(stranger);
    expect(blurred.address).toBeNull();
    expect([blurred.latitude, blurred.longitude]).not.toEqual([exact.latitude, exact.longitude]);
    const quote = await world.quote(stay(5, 2), listingId);
    const { id: bookingId } = (await guest.call("bookings.create", { quoteId: quote.id }, randomUUID())).output;
    expect(await see(guest)).toEqual(blurred);
    await guest.pay(bookingId, "pm_card_visa");
    await guest.inState(bookingId, "confirmed");
    await mailAbout(app, guest.email, "your stay is confirmed");
    expect(await see(guest)).toMatchObject(exact);
    expect(await see(stranger)).toEqual(blurred);

    const until = stay(5, 2).checkOut;
    expect(await refusal(host.call("listings.archive", { listingId }))).toMatchObject({
      ...{ status: 409, code: "listing.has_future_stays", details: { until } },
    });
    const version = await versionOf(listingId);
    expect((await host.call("listings.unlist", { listingId, version })).output).toMatchObject({
      ...{ status: "unlisted", version: version + 1 },
    });
    expect((await refusal(stranger.call("listings.get", { listingId }))).code).toBe("not_found");
    expect(await see(guest)).toMatchObject({ ...exact, status: "unlisted" });
    expect((await guest.call("listings.favorites", {})).output.data).toMatchObject([
      { listingId, status: "unlisted", listing: null },
    ]);

    await advance(app, "P9D");
    expect(await guest.stateOf(bookingId)).toBe("completed");
    const archived = (await host.call("listings.archive", { listingId })).output;
    expect(archived).toMatchObject({ status: "archived", version: version + 2 });
    expect((await refusal(host.call("listings.publish", { listingId }))).details).toMatchObject({ status: "archived" });
    expect(await see(guest)).toMatchObject({ ...exact, status: "archived" });
    await guest.call("listings.removeFavorite", { listingId });
    expect((await guest.call("listings.favorites", {})).output.data).toEqual([]);
    await advance(app, "P14D");
    expect(await see(guest)).toMatchObject({ status: "archived", address: null });
  });

  test("a host has all of his homes in a list, whatever their status, page by page; nobody else has them", async () => {
    const mine = async (input: object = {}) => (await host.call("listings.mine", { limit: 2, ...input })).output;
    const [first, second] = [await describeHome(), await describeHome()];
    expect((await mine()).data.map(({ id }) => id)).toEqual([second.id, first.id]);
    const { nextCursor } = await mine();
    expect((await mine({ cursor: nextCursor })).data.map(({ id }) => id)).not.toContain(first.id);
    expect((await mine({ status: "draft" })).data).toEqual([second, first]);
    await host.call("listings.archive", { listingId: second.id });
    expect((await mine({ status: "draft" })).data[0]).toEqual(first);
    expect((await mine({ status: "archived" })).data[0]).toMatchObject({ id: second.id, version: 2 });
    expect((await guest.call("listings.mine", {})).output.data).toEqual([]);
    expect((await refusal(world.anyone().call("listings.mine", {}))).code).toBe("auth.required");
  });

  test("the amenities that a home can have are told to everybody", async () => {
    expect((await world.anyone().call("listings.amenities", {})).output.data).toEqual(amenityCatalogue);
  });
});

test("every journey leaves the same behind over every surface", () => {
  const [first, ...others] = drivers.map(({ surface }) => Object.fromEntries(left.get(surface) ?? []));
  expect(Object.keys(first ?? {})).toHaveLength(3);
  for (const other of others) expect(other).toEqual(first);
});
