import { Booking, Quote } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectInvariants } from "../../../test/expectations.ts";
import { providerState, tell } from "../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import type { ProviderState } from "../payments/gateway.ts";
import { acceptBooking } from "./accept-booking.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { createBooking } from "./create-booking.ts";
import { declineBooking } from "./decline-booking.ts";
import { expireBooking } from "./expire-booking.ts";
import { getBooking } from "./get-booking.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
let host: UserActor;
const system = { kind: "system" } as const;
beforeAll(async () => {
  rig = await startRig();
  [guest, host] = [await rig.addUser(), await rig.addUser(["guest", "host"])];
});
afterEach(() => expectInvariants(rig));
afterAll(() => rig.close());

const dates = { checkIn: daysAhead(30), checkOut: daysAhead(33) };
const hourMs = 3_600_000;

const home = () => rig.addHome({ host_id: host.userId, booking_mode: "request" });

async function booked(listingId?: string): Promise<Booking> {
  const wish = { listingId: listingId ?? (await home()), ...dates, guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(quoteStay, wish));
  return Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
}

const told = (booking: Booking, status: ProviderState["status"], change?: Partial<ProviderState>) =>
  tell(rig, providerState(booking, status, change));

/** Authorized, so that it waits for the host. */
async function requested(listingId?: string): Promise<Booking> {
  const booking = await booked(listingId);
  await told(booking, "authorized");
  return booking;
}

const seen = async ({ id }: Booking, by = guest) => Booking.parse(await rig.call(getBooking, { bookingId: id }, by));
const accept = ({ id }: Booking) => rig.call(acceptBooking, { bookingId: id }, host);
const decline = ({ id }: Booking, reason?: string) => rig.call(declineBooking, { bookingId: id, reason }, host);
const cancel = ({ id }: Booking) => rig.call(cancelBooking, { bookingId: id }, guest);
const expire = ({ id }: Booking) => rig.call(expireBooking, { bookingId: id }, system);
const eventsOf = async ({ id }: Booking) =>
  (
    await rig.sql.all<{ type: string }>(
      "test_events",
      "select type from event where $1 in (data ->> 'bookingId', data ->> 'reference') order by id",
      [id],
    )
  ).map(({ type }) => type);
const worksOf = async ({ id }: Booking) =>
  (
    await rig.sql.all<{ work: string }>(
      "test_works",
      "select work from provider_call where intent::jsonb ->> 'reference' = $1 order by id",
      [id],
    )
  ).map(({ work }) => work);
const nightsOf = ({ id }: Booking) =>
  rig.sql.one<{ kind: string; expires_at: string | null }>(
    "test_nights",
    "select kind, expires_at from occupancy where reference = $1",
    [id],
  );
/** Its deadline was a minute ago, and no sweep has come by yet. */
async function overdue({ id }: Booking): Promise<void> {
  await rig.pool.query(
    `update booking set pay_by = pay_by - (coalesce(pay_by, respond_by) - now()) - interval '1 minute',
       respond_by = respond_by - (coalesce(pay_by, respond_by) - now()) - interval '1 minute' where id = $1`,
    [id],
  );
  await rig.pool.query("update occupancy set expires_at = now() - interval '1 minute' where reference = $1", [id]);
}

test("a request waits for its payment, then for its host, then for its capture, and is confirmed", async () => {
  const booking = await booked();
  expect(booking).toMatchObject({ bookingMode: "request", state: "pending_payment", phase: "PENDING" });
  await told(booking, "authorized");
  const asked = await seen(booking);
  expect(asked).toMatchObject({ state: "pending_host", phase: "PAID", payBy: null });
  const answerMs = Date.parse(asked.respondBy ?? "") - Date.now();
  expect(Math.abs(answerMs - 24 * hourMs)).toBeLessThan(60_000);
  expect(await nightsOf(booking)).toEqual({ kind: "hold", expires_at: asked.respondBy });
  expect((await seen(booking, host)).nextActions.map(({ action, allowed }) => [action, allowed])).toEqual([
    ["accept", true],
    ["decline", true],
  ]);

  const accepted = Booking.parse(await accept(booking));
  expect(accepted).toMatchObject({ state: "accepted", phase: "PAID", respondBy: null });
  expect(await nightsOf(booking)).toEqual({ kind: "hold", expires_at: accepted.payBy });
  expect(await worksOf(booking)).toEqual(["payments.capture"]);
  await told(booking, "captured");
  expect(await seen(booking)).toMatchObject({ state: "confirmed", phase: "CONFIRMED", payBy: null });
  expect((await nightsOf(booking))?.kind).toBe("booking");
  expect(await eventsOf(booking)).toEqual([
    "booking.requested",
    "payment.authorized",
    "booking.accepted",
    "payment.captured",
    "booking.confirmed",
  ]);
});

test("a host never has longer than 12 hours before the card's deadline", async () => {
  const booking = await booked();
  const captureBy = new Date(Date.now() + 20 * hourMs).toISOString();
  await told(booking, "authorized", { captureBy });
  const { respondBy } = await seen(booking);
  expect(Date.parse(respondBy ?? "")).toBe(Date.parse(captureBy) - 12 * hourMs);
});

test("where the card's deadline leaves no time to answer, nobody is asked and the card is let go", async () => {
  const booking = await booked();
  await told(booking, "authorized", { captureBy: new Date(Date.now() + 12 * hourMs - 1000).toISOString() });
  expect((await seen(booking)).state).toBe("expired");
  expect([await worksOf(booking), await nightsOf(booking)]).toEqual([["payments.void"], undefined]);
});

test("a declined request tells the guest why, lets the card go and frees the nights", async () => {
  const booking = await requested();
  const reason = "The roof is being mended.";
  expect(await decline(booking, reason)).toMatchObject({ state: "declined", phase: "CANCELLED" });
  expect(await seen(booking)).toMatchObject({ declineReason: reason, respondBy: null });
  expect([await worksOf(booking), await nightsOf(booking)]).toEqual([["payments.void"], undefined]);
  await told(booking, "voided");
  expect(await eventsOf(booking)).toEqual(["booking.requested", "payment.authorized", "booking.declined"]);
  await expect(accept(booking)).rejects.toMatchObject({ code: "booking.state", details: { state: "declined" } });
});

test("a guest takes back a request before and after the host's yes; money that was faster goes back", async () => {
  const [waiting, accepted] = [await requested(), await requested()];
  expect(await cancel(waiting)).toMatchObject({ state: "cancelled" });
  expect(await worksOf(waiting)).toEqual(["payments.void"]);
  await accept(accepted);
  expect(await cancel(accepted)).toMatchObject({ state: "cancelled", payBy: null });
  await told(accepted, "captured");
  expect((await seen(accepted)).state).toBe("cancelled");
  expect(await worksOf(accepted)).toEqual(["payments.capture", "payments.void", "payments.refund"]);
});

test("nobody answers before the amount is authorized, twice, or too late", async () => {
  const booking = await booked();
  const refused = (state: string) => ({ code: "booking.state", details: { state } });
  await expect(accept(booking)).rejects.toMatchObject(refused("pending_payment"));
  await expect(decline(booking)).rejects.toMatchObject(refused("pending_payment"));
  await told(booking, "authorized");
  await overdue(booking);
  await expect(accept(booking)).rejects.toMatchObject(refused("pending_host"));
  expect(await expire(booking)).toEqual({ moved: true });
  expect(await expire(booking)).toEqual({ moved: false });
  await expect(accept(booking)).rejects.toMatchObject(refused("expired"));
  expect(await worksOf(booking)).toEqual(["payments.void"]);
  const other = await requested();
  await accept(other);
  await expect(accept(other)).rejects.toMatchObject(refused("accepted"));
  await expect(decline(other)).rejects.toMatchObject(refused("accepted"));
});

test.each([
  { name: "another yes", rival: accept, refusals: [1] },
  { name: "a no", rival: decline, refusals: [1] },
  // A guest may take back what was just accepted.
  { name: "a cancellation", rival: cancel, refusals: [0, 1] },
])("of a yes and $name at the same moment one wins, and the other is told the state", async ({ rival, refusals }) => {
  for (let round = 0; round < 5; round += 1) {
    const booking = await requested();
    const answers = await Promise.allSettled([accept(booking), rival(booking)]);
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason.code] : []));
    expect(refusals).toContain(refused.length);
    expect(refused.filter((code) => code !== "booking.state")).toEqual([]);
    expect((await worksOf(booking)).filter((work) => work === "payments.capture").length).toBeLessThanOrEqual(1);
  }
});

test("an authorization that ends by itself, or a capture that is refused, ends the request at once", async () => {
  const [waiting, accepted] = [await requested(), await requested()];
  await told(waiting, "voided");
  expect((await seen(waiting)).state).toBe("expired");
  await accept(accepted);
  await told(accepted, "voided");
  expect([(await seen(accepted)).state, await nightsOf(accepted)]).toEqual(["expired", undefined]);
  expect((await eventsOf(accepted)).slice(-2)).toEqual(["payment.failed", "booking.expired"]);
});

test("a request whose capture never comes expires; money that comes all the same revives it where it can", async () => {
  const [free, taken] = [await requested(), await requested()];
  for (const booking of [free, taken]) {
    await accept(booking);
    await overdue(booking);
    expect(await expire(booking)).toEqual({ moved: true });
  }
  await requested(taken.listingId);
  await told(free, "captured");
  await told(taken, "captured");
  expect([(await seen(free)).state, (await seen(taken)).state]).toEqual(["confirmed", "expired"]);
  expect((await worksOf(taken)).at(-1)).toBe("payments.refund");
});

test("an authorization that comes late asks the host where the nights are free, and is let go where they are not", async () => {
  const [late, later, latest] = [await booked(), await booked(), await booked()];
  await overdue(late);
  await told(late, "authorized");
  expect((await seen(late)).state).toBe("pending_host");

  await overdue(later);
  await booked(later.listingId);
  await told(later, "authorized");
  expect([(await seen(later)).state, await worksOf(later)]).toEqual(["expired", ["payments.void"]]);

  await told(latest, "requires_action");
  await overdue(latest);
  await expire(latest);
  await told(latest, "authorized");
  expect([(await seen(latest)).state, await worksOf(latest)]).toEqual(["expired", ["payments.void", "payments.void"]]);
});

test("what an operator captures by hand before the host's yes goes back, and the request ends", async () => {
  for (const booking of [await booked(), await requested()]) {
    await told(booking, "captured");
    expect([(await seen(booking)).state, await nightsOf(booking)]).toEqual(["expired", undefined]);
    expect((await worksOf(booking)).at(-1)).toBe("payments.refund");
  }
});

test("news from before the authorization changes nothing, nor does the same news again", async () => {
  const booking = await requested();
  const { respondBy } = await seen(booking);
  for (const status of ["requires_payment_method", "requires_action", "processing", "authorized"] as const) {
    await told(booking, status, { failureCode: status === "requires_payment_method" ? "generic_decline" : null });
  }
  expect(await seen(booking)).toMatchObject({ state: "pending_host", respondBy });
  expect((await eventsOf(booking)).filter((type) => type === "payment.authorized")).toHaveLength(1);
  await accept(booking);
  await told(booking, "authorized");
  expect((await seen(booking)).state).toBe("accepted");
});

test("a home that becomes instant meanwhile changes nothing for what was asked before", async () => {
  const booking = await requested();
  await rig.pool.query("update listing set booking_mode = 'instant' where id = $1", [booking.listingId]);
  await accept(booking);
  await told(booking, "captured");
  expect(await seen(booking)).toMatchObject({ state: "confirmed", bookingMode: "request" });
});
