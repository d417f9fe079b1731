import { Booking, type BookingState, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { getListing } from "../listings/index.ts";
import { createBooking } from "./create-booking.ts";
import { findStandings } from "./find-standings.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
let stranger: UserActor;
beforeAll(async () => {
  rig = await startRig();
  [guest, stranger] = [await rig.addUser(), await rig.addUser()];
});
afterAll(() => rig.close());

const exact = { latitude: 59.9111, longitude: 10.7522, address: "Storgata 1" };
const near = { latitude: 59.914, longitude: 10.7501, address: null };
const place = { ...exact, public_latitude: near.latitude, public_longitude: near.longitude };

/** A home that the guest has booked, and his booking moved along these states. */
async function bookedHome(states: readonly BookingState[]): Promise<string> {
  const listingId = await rig.addHome(place);
  const wish = { listingId, checkIn: daysAhead(30), checkOut: daysAhead(32), guests: { adults: 1 } };
  const { id: quoteId } = Quote.parse(await rig.call(quoteStay, wish));
  const { id } = Booking.parse(await rig.call(createBooking, { quoteId }, guest));
  for (const state of states) {
    const move = "update booking set state = $2::booking_state, pay_by = null where id = $1";
    await rig.sql.run("test_move", move, [id, state]);
  }
  return listingId;
}

const endedLongAgo = (listingId: string) =>
  rig.sql.run(
    "test_long_ago",
    `update booking set starts_at = now() - interval '30 days', ends_at = now() - interval '20 days',
       review_by = now() - interval '1 second' where listing_id = $1`,
    [listingId],
  );

const unlist = (listingId: string) =>
  rig.sql.run("test_unlist", "update listing set status = 'unlisted' where id = $1", [listingId]);

const see = (listingId: string, actor: UserActor | null = guest) => rig.call(getListing, { listingId }, actor);

const confirmed = ["confirmed"] as const;
const over = [...confirmed, "checked_in", "completed"] as const;

test.each([
  ["waits for its payment", [], near],
  ["has expired", ["expired"], near],
  ["was cancelled", ["cancelled"], near],
  ["is confirmed", confirmed, exact],
  ["has begun", [...confirmed, "checked_in"], exact],
  ["is just over", over, exact],
] as const)(
  "a guest whose stay %s sees the home as he should, on the market and off it",
  async (_when, states, seen) => {
    const listingId = await bookedHome(states);
    expect(await see(listingId)).toMatchObject(seen);
    expect(await see(listingId, stranger)).toMatchObject(near);
    expect(await see(listingId, null)).toMatchObject(near);
    await unlist(listingId);
    expect(await see(listingId)).toMatchObject({ ...seen, status: "unlisted" });
    for (const actor of [stranger, null])
      await expect(see(listingId, actor)).rejects.toMatchObject({ code: "not_found" });
  },
);

test("two weeks after a stay the address is not his guest's any more; the home still is", async () => {
  const listingId = await bookedHome(over);
  await endedLongAgo(listingId);
  expect(await see(listingId)).toMatchObject(near);
});

test("of several bookings the best counts, of several homes each has its own, and who never booked has none", async () => {
  const [first, second, never] = [await bookedHome(confirmed), await bookedHome(["cancelled"]), await rig.addHome()];
  const asked = { guestId: guest.userId, listingIds: [first, second, never] };
  expect(await findStandings(rig.sql, asked)).toEqual(
    new Map([
      [first, "staying"],
      [second, "booked"],
    ]),
  );
  expect(await findStandings(rig.sql, { ...asked, guestId: stranger.userId })).toEqual(new Map());
});
