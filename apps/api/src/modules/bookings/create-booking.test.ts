import { Booking, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { findBookingFacts } from "./booking-facts.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { createBooking } from "./create-booking.ts";
import { expireBooking } from "./expire-booking.ts";
import { getBooking } from "./get-booking.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

const dates = { checkIn: daysAhead(30), checkOut: daysAhead(33) };
const system = { kind: "system" } as const;

async function quoted(listingId: string): Promise<Quote> {
  return Quote.parse(await rig.call(quoteStay, { listingId, ...dates, guests: { adults: 2 } }));
}

const book = async (quoteId: string, actor: UserActor = guest) =>
  Booking.parse(await rig.call(createBooking, { quoteId }, actor));

test("a booking takes the quote's price, holds the dates, opens its payment and says so", async () => {
  const listingId = await rig.addHome({ cleaning_fee_minor: 50_000 });
  const quote = await quoted(listingId);
  const booking = await book(quote.id);
  expect(booking).toMatchObject({
    state: "pending_payment",
    phase: "PENDING",
    listingId,
    total: quote.total,
    ...dates,
  });
  expect(booking.lineItems).toEqual(quote.lineItems);
  expect(Date.parse(booking.payBy ?? "") - Date.parse(booking.createdAt)).toBe(15 * 60_000);
  const rows = await rig.sql.one("test_rows_of_booking", rowsText, [booking.id]);
  expect(rows).toEqual({
    kind: "hold",
    payment: { status: "requires_payment", amount_minor: quote.total.amount, payer_id: guest.userId },
    events: ["booking.requested"],
    audit: [{ action: "bookings.create", actor_id: guest.userId }],
  });
});

const rowsText = `select
  (select kind from occupancy where reference = $1::text) as kind,
  (select jsonb_build_object('status', status, 'amount_minor', amount_minor, 'payer_id', payer_id)
   from payment where reference = $1::uuid) as payment,
  (select jsonb_agg(type) from event where data ->> 'bookingId' = $1::text) as events,
  (select jsonb_agg(jsonb_build_object('action', action, 'actor_id', actor_id)) from audit
   where action = 'bookings.create') as audit`;

test("refuses whoever may not: strangers sign in, the host cannot book his own home, addresses are confirmed", async () => {
  const host = await rig.addUser(["guest", "host"]);
  const { id: quoteId } = await quoted(await rig.addHome({ host_id: host.userId }));
  await expect(rig.call(createBooking, { quoteId })).rejects.toMatchObject({ code: "auth.required" });
  await expect(book(quoteId, host)).rejects.toMatchObject({ code: "booking.own_listing" });
  const unverified = { ...(await rig.addUser()), emailVerified: false };
  await expect(book(quoteId, unverified)).rejects.toMatchObject({ code: "auth.email_unverified" });
  await expect(book(guest.userId)).rejects.toMatchObject({ code: "not_found" });
});

test("refuses the second of two quotes for the same dates, and the same quote twice", async () => {
  const listingId = await rig.addHome();
  const [first, second] = [await quoted(listingId), await quoted(listingId)];
  await book(first.id);
  await expect(book(second.id)).rejects.toMatchObject({ code: "booking.dates_unavailable" });
  await expect(book(first.id)).rejects.toMatchObject({ code: "quote.used" });
});

test("an expired quote names a fresh one, which can be booked; without free dates it names none", async () => {
  const listingId = await rig.addHome();
  const [stale, staler] = [await quoted(listingId), await quoted(listingId)];
  await rig.pool.query("update quote set expires_at = now() - interval '1 second' where listing_id = $1", [listingId]);
  const refusal = await book(stale.id).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "quote.expired", details: { freshQuoteId: expect.any(String) } });
  const fresh = await rig.sql.one<{ id: string }>(
    "test_fresh",
    "select id from quote where expires_at > now() and listing_id = $1",
    [listingId],
  );
  expect(await book(fresh?.id ?? "")).toMatchObject({ state: "pending_payment" });
  const late = await book(staler.id).catch((error: unknown) => error);
  expect(late).toMatchObject({ code: "quote.expired", details: undefined });
});

test("a home that is withdrawn is neither quoted nor booked, and an old quote of it names no fresh one", async () => {
  const listingId = await rig.addHome();
  const [live, stale] = [await quoted(listingId), await quoted(listingId)];
  await rig.pool.query("update quote set expires_at = now() - interval '1 second' where id = $1", [stale.id]);
  await rig.pool.query("update listing set status = 'unlisted' where id = $1", [listingId]);
  await expect(quoted(listingId)).rejects.toMatchObject({ code: "not_found" });
  await expect(book(live.id)).rejects.toMatchObject({ code: "listing.state", details: { status: "unlisted" } });
  await expect(book(stale.id)).rejects.toMatchObject({ code: "quote.expired", details: undefined });
});

test("mails find the facts of a booking that there is, and no others", async () => {
  const booking = await book((await quoted(await rig.addHome({ title: "Rorbu" }))).id);
  const facts = await findBookingFacts(rig.sql, booking.id);
  expect(facts).toMatchObject({ listingTitle: "Rorbu", guestId: guest.userId, ...dates, total: booking.total });
  expect(await findBookingFacts(rig.sql, booking.listingId)).toBeUndefined();
});

test("cancelling frees the dates, closes the payment, and cannot be done twice or by others", async () => {
  const listingId = await rig.addHome();
  const booking = await book((await quoted(listingId)).id);
  const input = { bookingId: booking.id };
  const stranger = await rig.addUser();
  await expect(rig.call(cancelBooking, input, stranger)).rejects.toMatchObject({ code: "not_found" });
  const host = { ...stranger, userId: booking.hostId };
  await expect(rig.call(cancelBooking, input, host)).rejects.toMatchObject({ code: "permission.denied" });
  expect(await rig.call(cancelBooking, input, guest)).toMatchObject({ state: "cancelled", payBy: null });
  await expect(rig.call(cancelBooking, input, guest)).rejects.toMatchObject({ code: "booking.state" });
  expect(await book((await quoted(listingId)).id, stranger)).toMatchObject({ state: "pending_payment" });
});

test("only Roost itself lets a booking expire, and only when its time is over", async () => {
  const booking = await book((await quoted(await rig.addHome())).id);
  const input = { bookingId: booking.id };
  await expect(rig.call(expireBooking, input, guest)).rejects.toMatchObject({ code: "not_found" });
  expect(await rig.call(expireBooking, input, system)).toEqual({ moved: false });
  await rig.pool.query("update booking set pay_by = now() - interval '1 second' where id = $1", [booking.id]);
  expect(await rig.call(expireBooking, input, system)).toEqual({ moved: true });
  expect(await rig.call(expireBooking, input, system)).toEqual({ moved: false });
  expect(await rig.call(getBooking, input, guest)).toMatchObject({ state: "expired", phase: "CANCELLED" });
});

test("guest, host and operators see a booking; to others it does not exist", async () => {
  const booking = await book((await quoted(await rig.addHome())).id);
  const input = { bookingId: booking.id };
  const stranger = await rig.addUser();
  const admin = await rig.addUser(["guest", "admin"]);
  await expect(rig.call(getBooking, input)).rejects.toMatchObject({ code: "auth.required" });
  await expect(rig.call(getBooking, input, stranger)).rejects.toMatchObject({ code: "not_found" });
  expect(await rig.call(getBooking, input, guest)).toEqual(booking);
  const others = { ...booking, nextActions: [] };
  expect(await rig.call(getBooking, input, { ...stranger, userId: booking.hostId })).toEqual(others);
  expect(await rig.call(getBooking, input, admin)).toEqual(others);
});
