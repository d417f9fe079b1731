import { randomUUID } from "node:crypto";
import { Availability, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { routers } from "../../../routes.ts";
import { claimNights } from "../occupancy.ts";
import { explainAvailability } from "./explain-availability.ts";

let rig: Rig;
let host: UserActor;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());

const dates = (from: number, to: number) => ({ checkIn: daysAhead(from), checkOut: daysAhead(to) });
const explain = async (asked: object, actor: UserActor | null = null) =>
  Availability.parse(await rig.call(explainAvailability, asked, actor));
const book = (listingId: string, from: number, to: number) => {
  const stay = { listingId, ...dates(from, to), reference: randomUUID() };
  return rig.inTransaction((sql) => claimNights(sql, { ...stay, expiresAt: null, now: new Date() }));
};

test("a stay that can be booked has nothing in its way", async () => {
  const listingId = await rig.addHome();
  const asked = { listingId, ...dates(20, 23) };
  expect(await explain(asked)).toEqual({ ...asked, bookable: true, obstacles: [], suggestions: [] });
});

test("every broken rule is named, and what is suggested can be quoted", async () => {
  const listingId = await rig.addHome({ min_nights: 3, advance_notice_days: 4, preparation_days: 1 });
  await book(listingId, 6, 9);
  const told = await explain({ listingId, ...dates(3, 5), guests: 2 });
  expect(told.bookable).toBe(false);
  expect(told.obstacles.map(({ rule, pointer }) => [rule, pointer])).toEqual([
    ["advance_notice", "/checkIn"],
    ["min_nights", "/checkOut"],
  ]);
  expect(told.suggestions[0]).toEqual({ ...dates(9, 12), nights: 3 });
  expect(told.suggestions).toHaveLength(5);
  for (const { nights: _, ...stay } of told.suggestions) {
    const wish = { listingId, ...stay, guests: { adults: 2 } };
    expect(Quote.parse(await rig.call(routers.bookings.quote.action, wish))).toMatchObject(stay);
  }
});

test("nights that are taken are named, but not by whom; stays of the same length come first", async () => {
  const listingId = await rig.addHome({ host_id: host.userId });
  await book(listingId, 30, 33);
  const told = await explain({ listingId, ...dates(29, 31) }, host);
  const detail = `not free: ${daysAhead(30)}`;
  expect(told.obstacles).toEqual([{ rule: "nights_taken", pointer: "/checkIn", detail }]);
  expect(told.suggestions.map(({ checkIn, nights }) => [checkIn, nights])).toEqual(
    [28, 27, 26, 25, 33].map((day) => [daysAhead(day), 2]),
  );
  await book(listingId, 100, 120);
  const long = await explain({ listingId, ...dates(100, 120) });
  expect(long.obstacles[0]?.detail).toMatch(/^not free: .* and 10 more$/);
});

test("no other dates help where the home is too small, or not on the market", async () => {
  const listingId = await rig.addHome({ host_id: host.userId, status: "unlisted" });
  const asked = { listingId, ...dates(20, 23) };
  const told = await explain(asked, host);
  expect(told).toMatchObject({ bookable: false, suggestions: [], obstacles: [{ rule: "not_published" }] });
  await expect(explain(asked)).rejects.toMatchObject({ code: "not_found" });
  const small = await explain({ ...asked, listingId: await rig.addHome(), guests: 5 });
  expect(small).toMatchObject({ suggestions: [], obstacles: [{ rule: "max_guests", pointer: "/guests" }] });
});

test("a stay that costs more than can be charged is named, and none such is suggested", async () => {
  const listingId = await rig.addHome({
    currency: "IDR",
    nightly_price_minor: 200_000_000_000,
    weekend_price_minor: 1000,
  });
  const told = await explain({ listingId, ...dates(20, 27) });
  expect(told.obstacles.map(({ rule, pointer }) => [rule, pointer])).toEqual([["total_too_high", "/checkOut"]]);
  expect(told.suggestions).toEqual([]);
  const wish = { listingId, ...dates(20, 27), guests: { adults: 1 } };
  await expect(rig.call(routers.bookings.quote.action, wish)).rejects.toMatchObject({
    details: { rules: ["total_too_high"] },
  });
  expect(await explain({ listingId, ...dates(20, 21) })).toMatchObject({ bookable: true, obstacles: [] });
});

test("a day that has passed, or that nobody may book yet, is answered with the nearest that may", async () => {
  const listingId = await rig.addHome({ time_zone: "UTC" });
  const past = await explain({ listingId, ...dates(-10, -8) });
  expect(past.obstacles.map(({ rule }) => rule)).toEqual(["check_in_past"]);
  expect(past.suggestions[0]).toEqual({ ...dates(0, 2), nights: 2 });
  const far = await explain({ listingId, checkIn: "9990-01-01", checkOut: "9992-01-01" });
  expect(far.obstacles.map(({ rule }) => rule)).toEqual(["too_far_ahead", "too_long", "max_nights"]);
  expect(far.suggestions[0]?.nights).toBe(365);
  await expect(explain({ listingId, ...dates(20, 20) })).rejects.toMatchObject({ code: "stay.invalid_range" });
});
