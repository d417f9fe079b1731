import { Booking, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { providerState, tell } from "../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { newId } from "../../platform/ids.ts";
import type { ProviderState } from "../payments/gateway.ts";
import { beginStay } from "./begin-stay.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { completeStay } from "./complete-stay.ts";
import { createBooking } from "./create-booking.ts";
import { expireBooking } from "./expire-booking.ts";
import { getBooking } from "./get-booking.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
const system = { kind: "system" } as const;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

const dates = { checkIn: daysAhead(30), checkOut: daysAhead(33) };

async function booked(listingId: string): Promise<Booking> {
  const wish = { listingId, ...dates, guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(quoteStay, wish));
  return Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
}

/** The provider says how the payment stands. */
const told = (booking: Booking, status: ProviderState["status"]) => tell(rig, providerState(booking, status));

const captured = (booking: Booking) => told(booking, "captured");

const stateOf = async ({ id }: Booking) => Booking.parse(await rig.call(getBooking, { bookingId: id }, guest)).state;
const refundsOf = ({ id }: Booking) =>
  rig.sql.all(
    "test_refunds",
    "select 1 as one from provider_call where work = 'payments.refund' and intent::jsonb ->> 'reference' = $1",
    [id],
  );
const eventsOf = async ({ id }: Booking) =>
  (
    await rig.sql.all<{ type: string }>(
      "test_events",
      "select type from event where data ->> 'bookingId' = $1 order by id",
      [id],
    )
  ).map(({ type }) => type);

/** Its time to pay is over, and no sweep has come by yet. */
const overdue = async ({ id }: Booking) => {
  await rig.pool.query("update booking set pay_by = now() - interval '1 minute' where id = $1", [id]);
  await rig.pool.query("update occupancy set expires_at = now() - interval '1 minute' where reference = $1", [id]);
};

test("money that comes late keeps the dates where they are still free", async () => {
  const booking = await booked(await rig.addHome());
  await overdue(booking);
  await captured(booking);
  expect([await stateOf(booking), await refundsOf(booking)]).toEqual(["confirmed", []]);
});

test("money that comes late, before any sweep, goes back where somebody else has the dates by now", async () => {
  const listingId = await rig.addHome();
  const late = await booked(listingId);
  await overdue(late);
  const quick = await booked(listingId);
  await captured(quick);
  await captured(late);
  expect([await stateOf(late), await stateOf(quick)]).toEqual(["expired", "confirmed"]);
  expect([await refundsOf(late), await refundsOf(quick)]).toEqual([[{ one: 1 }], []]);
  expect(await eventsOf(late)).toEqual(["booking.requested", "booking.expired"]);
});

test("money for a booking that the guest has given up goes back, and its dates stay free", async () => {
  const booking = await booked(await rig.addHome());
  await told(booking, "requires_action");
  await rig.call(cancelBooking, { bookingId: booking.id }, guest);
  await captured(booking);
  expect([await stateOf(booking), await refundsOf(booking)]).toEqual(["cancelled", [{ one: 1 }]]);
});

test("a sweep that comes too early, twice, or for nothing, moves nothing", async () => {
  const booking = await booked(await rig.addHome());
  const nothing = { bookingId: newId() };
  for (const sweep of [beginStay, completeStay, expireBooking]) {
    expect(await rig.call(sweep, nothing, system)).toEqual({ moved: false });
    expect(await rig.call(sweep, { bookingId: booking.id }, system)).toEqual({ moved: false });
  }
  await captured(booking);
  expect(await rig.call(beginStay, { bookingId: booking.id }, system)).toEqual({ moved: false });
  await rig.pool.query("update booking set starts_at = now() - interval '1 second' where id = $1", [booking.id]);
  expect(await rig.call(beginStay, { bookingId: booking.id }, system)).toEqual({ moved: true });
  expect(await rig.call(beginStay, { bookingId: booking.id }, system)).toEqual({ moved: false });
  expect(await rig.call(completeStay, { bookingId: booking.id }, system)).toEqual({ moved: false });
  await rig.pool.query("update booking set ends_at = now() - interval '0.5 second' where id = $1", [booking.id]);
  expect(await rig.call(completeStay, { bookingId: booking.id }, system)).toEqual({ moved: true });
  expect(await rig.call(completeStay, { bookingId: booking.id }, system)).toEqual({ moved: false });
  expect(await stateOf(booking)).toBe("completed");
});
