import { type Booking, Booking as BookingOutput, ProviderEventPage, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { providerState } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { type Gateway, gatewayPort, type ProviderState } from "../gateway.ts";
import { mostAttempts, paymentQueues } from "./jobs.ts";
import { applyEventQueue, receiveEvent } from "./receive-event.ts";
import { replayEvents } from "./replay-events.ts";
import { webhookEvents } from "./webhook-events.ts";

let rig: Rig;
let operator: UserActor;
const system = { kind: "system" } as const;
const intents = new Map<string, ProviderState>();

beforeAll(async () => {
  rig = await startRig();
  operator = await rig.addUser(["guest", "admin"]);
  const { house } = rig.app;
  const gateway = gatewayPort.from({ house });
  const retrieve: Gateway["retrieve"] = async (ref) =>
    intents.get(ref) ?? { rejected: `No such payment_intent: ${ref}`, code: "resource_missing" };
  gatewayPort.plug(house, { ...gateway, retrieve });
});
afterAll(() => rig.close());

async function booked(): Promise<Booking> {
  const listingId = await rig.addHome();
  const stay = { listingId, checkIn: daysAhead(20), checkOut: daysAhead(22), guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(quoteStay, stay));
  return BookingOutput.parse(await rig.call(createBooking, { quoteId: quote.id }, await rig.addUser()));
}

/** Stores an event about an intent; answers its id. */
async function receive(ref: string): Promise<string> {
  const eventId = `evt_${newId()}`;
  const data = { object: { object: "payment_intent", id: ref } };
  const body = JSON.stringify({ id: eventId, type: "payment_intent.succeeded", data });
  await rig.call(receiveEvent, { provider: "stripe", eventId, type: "payment_intent.succeeded", body }, system);
  return eventId;
}

async function work(eventId: string): Promise<void> {
  const queue = paymentQueues(rig.app).find(({ name }) => name === applyEventQueue);
  await queue?.handle({ provider: "stripe", eventId });
}

const find = async (state: string, eventId: string) => {
  const page = ProviderEventPage.parse(await rig.call(webhookEvents, { state, limit: 100 }, operator));
  return page.data.find((event) => event.eventId === eventId);
};

const replay = { eventId: null, gaveUp: false, since: null, after: "" };

test("an event about what is not known waits, is given up after many tries, and is replayed by an operator", async () => {
  const booking = await booked();
  const ref = `pi_${booking.id}`;
  const eventId = await receive(ref);
  await expect(work(eventId)).rejects.toThrow("No such payment_intent");
  expect(await find("waiting", eventId)).toMatchObject({ attempts: 1, lastError: `No such payment_intent: ${ref}` });
  for (let attempt = 2; attempt < mostAttempts; attempt += 1) await expect(work(eventId)).rejects.toThrow("No such");
  // The last try ends the job: nobody tries it again by himself.
  await work(eventId);
  expect(await find("waiting", eventId)).toBeUndefined();
  expect(await find("gave_up", eventId)).toMatchObject({ attempts: mostAttempts, appliedAt: null });

  intents.set(ref, providerState(booking, "captured"));
  const before = (await rig.jobs(applyEventQueue)).length;
  expect(await rig.call(replayEvents, { ...replay, gaveUp: true }, system)).toEqual({ replayed: 1, last: null });
  expect(await rig.jobs(applyEventQueue)).toHaveLength(before + 1);
  await work(eventId);
  expect(await find("applied", eventId)).toMatchObject({ gaveUpAt: null, lastError: `No such payment_intent: ${ref}` });
});

test("an applied event that is replayed changes nothing more", async () => {
  const booking = await booked();
  const ref = `pi_${booking.id}`;
  intents.set(ref, providerState(booking, "captured"));
  const eventId = await receive(ref);
  await work(eventId);
  const rows = async () =>
    (
      await rig.pool.query(
        `select t.business_key, e.account, e.amount_minor from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
         where t.reference = $1 order by 1, 2`,
        [booking.id],
      )
    ).rows;
  const booked1 = await rows();
  expect(booked1).toHaveLength(2);
  expect(await rig.call(replayEvents, { ...replay, eventId }, system)).toEqual({ replayed: 1, last: null });
  await work(eventId);
  expect(await find("applied", eventId)).toBeDefined();
  expect(await rows()).toEqual(booked1);
});

test("events since an instant are replayed a page at a time", async () => {
  const since = new Date(Date.now() - 60_000).toISOString();
  for (let count = 0; count < 3; count += 1) await receive("pi_nobody");
  const { replayed } = replayEvents.output.parse(await rig.call(replayEvents, { ...replay, since }, system));
  expect(replayed).toBeGreaterThanOrEqual(3);
  const future = { ...replay, since: new Date(Date.now() + 60_000).toISOString() };
  expect(await rig.call(replayEvents, future, system)).toEqual({ replayed: 0, last: null });
});
