import { Booking, Payment, Quote } from "@roost/contract";
import fc from "fast-check";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { providerState as stateOf, tell } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { gatewayPort } from "../gateway.ts";
import { getPayment } from "../get-payment.ts";
import { stripeEvents } from "../stripe/events.ts";
import { applyEvent } from "./apply-event.ts";
import { paymentQueues } from "./jobs.ts";
import { receiveEvent } from "./receive-event.ts";

let rig: Rig;
let guest: UserActor;
const system = { kind: "system" } as const;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

async function booked(): Promise<Booking> {
  const listingId = await rig.addHome();
  const stay = { listingId, checkIn: daysAhead(20), checkOut: daysAhead(22), guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(quoteStay, stay));
  return Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
}

const receive = (state: Parameters<typeof tell>[1]) => tell(rig, state);

const seen = async (booking: Booking) =>
  Payment.parse(await rig.call(getPayment, { paymentId: booking.paymentId }, guest));

const facts = (booking: Booking) =>
  rig.sql.one<{ state: string; kind: string; captures: number; held: number }>("test_facts", factsText, [booking.id]);

const factsText = `select b.state, (select kind from occupancy where reference = b.id::text) as kind,
    (select count(*) from event where type = 'payment.captured' and data ->> 'reference' = b.id::text) as captures,
    (select coalesce(-sum(e.amount_minor), 0)::bigint from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where t.reference = b.id and e.account = 'guest_held') as held
  from booking b where b.id = $1`;

test("a capture confirms the booking in the same transaction, and is booked once", async () => {
  const booking = await booked();
  await receive(stateOf(booking, "captured"));
  await receive(stateOf(booking, "captured"));
  expect(await facts(booking)).toEqual({
    state: "confirmed",
    kind: "booking",
    captures: 1,
    held: booking.total.amount,
  });
  expect(await seen(booking)).toMatchObject({ status: "captured", charges: [{ status: "captured" }] });
});

test("in every order and number, events end in one state, and money is booked exactly once", async () => {
  const statuses = ["requires_payment_method", "requires_action", "processing", "captured"] as const;
  const deliveries = fc
    .array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 10 })
    .map((before) => [...before, "captured" as const])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
  await fc.assert(
    fc.asyncProperty(deliveries, async (order) => {
      const booking = await booked();
      for (const status of order) {
        const failureCode = status === "requires_payment_method" ? "generic_decline" : null;
        await receive(stateOf(booking, status, { failureCode }));
      }
      expect(await facts(booking)).toMatchObject({ state: "confirmed", captures: 1, held: booking.total.amount });
      expect(await seen(booking)).toMatchObject({ status: "captured" });
    }),
    { numRuns: 40 },
  );
});

test("an event is applied once, however often it comes", async () => {
  const booking = await booked();
  const event = { provider: "stripe", eventId: `evt_${newId()}`, type: "x", body: "{}" };
  expect(await rig.call(receiveEvent, event, system)).toEqual({ isNew: true });
  expect(await rig.call(receiveEvent, event, system)).toEqual({ isNew: false });
  const apply = {
    provider: "stripe",
    eventId: event.eventId,
    kind: "payment",
    seen: { state: stateOf(booking, "captured") },
  };
  const results = await Promise.all([1, 2, 3, 4].map(() => rig.call(applyEvent, apply, system)));
  expect(results.filter((result) => JSON.stringify(result) === '{"applied":true}')).toHaveLength(1);
});

test("an event about something that is not known fails, to be tried again", async () => {
  const booking = await booked();
  const unknown = stateOf(booking, "captured", { paymentId: newId(), providerRef: "pi_unknown" });
  await expect(receive(unknown)).rejects.toThrow("is not known (yet)");
  expect(await receive(null)).toEqual({ applied: true });
});

test("another amount than was asked for is never booked", async () => {
  const booking = await booked();
  await expect(receive(stateOf(booking, "captured", { capturedMinor: 1 }))).rejects.toThrow("another amount");
  await expect(receive(stateOf(booking, "captured", { currency: "EUR" }))).rejects.toThrow("another amount");
  expect(await facts(booking)).toMatchObject({ state: "pending_payment", captures: 0, held: 0 });
});

test("no person can apply or receive events, and strangers see no payment", async () => {
  const booking = await booked();
  const event = { provider: "stripe", eventId: "evt_1", type: "x", body: "{}" };
  await expect(rig.call(receiveEvent, event, guest)).rejects.toMatchObject({ code: "not_found" });
  const stranger = await rig.addUser();
  const input = { paymentId: booking.paymentId };
  await expect(rig.call(getPayment, input, stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(rig.call(getPayment, input)).rejects.toMatchObject({ code: "auth.required" });
});

test("the job of an event that is not there, or was applied before, asks nobody and does nothing", async () => {
  const house = {};
  const { parseEvent } = stripeEvents(new Stripe("sk_test_nowhere"), []);
  const asked = () => Promise.reject(new Error("somebody was asked"));
  const nobody = {
    ...{ charge: asked, retrieve: asked, capture: asked, void: asked, refund: asked, retrieveRefund: asked },
    ...{ retrieveDispute: asked, submitEvidence: asked, acceptDispute: asked },
    ...{ openPayoutAccount: asked, payoutAccountLink: asked, retrievePayoutAccount: asked },
    ...{ transfer: asked, retrieveTransfer: asked, reverseTransfer: asked, payOut: asked, retrieveBankPayout: asked },
  };
  gatewayPort.plug(house, { ...nobody, parseEvent, readEvent: () => undefined });
  const [queue] = paymentQueues({ engine: rig.app.engine, house, sql: rig.sql });
  await queue?.handle({ provider: "stripe", eventId: "evt_of_nobody" });
  const event = {
    provider: "stripe",
    eventId: `evt_${newId()}`,
    type: "x",
    body: '{"id":"evt_1","type":"x","data":{"object":{"object":"product","id":"prod_1"}}}',
  };
  await rig.call(receiveEvent, event, system);
  await queue?.handle(event);
  await queue?.handle(event);
  const applied = "select applied_at is not null as applied from provider_event where event_id = $1";
  expect((await rig.pool.query(applied, [event.eventId])).rows).toEqual([{ applied: true }]);
});
