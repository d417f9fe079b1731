import { Booking, Quote } from "@roost/contract";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectInvariants } from "../../../../test/expectations.ts";
import { disputeState, providerState, tell, tellDispute, tellRefund } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { lookAgainAt } from "./block-payout.ts";
import { releasePayout } from "./release-payout.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterEach(() => expectInvariants(rig));
afterAll(() => rig.close());

const minute = 60_000;
const day = 24 * 60 * minute;
const now = new Date("2026-12-01T12:00:00.000Z");

test.each([
  ["that is held before it is due", -day, 5 * minute],
  ["that is due just now", 0, 5 * minute],
  ["that has waited for ten hours", 10 * 60 * minute, 60 * minute],
  ["that has waited for ten days", 10 * day, day],
  ["that has waited for a year", 365 * day, day],
])("a payout %s is looked at again in due time", (_what, waited, inMs) => {
  expect(lookAgainAt(now, new Date(now.getTime() - waited)).getTime() - now.getTime()).toBe(inMs);
});

test("whoever waits for a year is looked at some hundred times, not every five minutes", () => {
  const isSeldom = fc.property(fc.integer({ min: 0, max: 365 * day }), (untilMs) => {
    const dueAt = now;
    let looks = 0;
    for (let at = now; at.getTime() - dueAt.getTime() <= untilMs; at = lookAgainAt(at, dueAt)) looks += 1;
    return looks <= 40 + Math.ceil(untilMs / day) + 24;
  });
  expect(fc.check(isSeldom)).toMatchObject({ failed: false });
});

/** A payout that is due for ten days and has no account to go to, and its booking. */
async function blocked(): Promise<Booking> {
  const stay = { listingId: await rig.addHome(), checkIn: daysAhead(20), checkOut: daysAhead(22) };
  const quote = Quote.parse(await rig.call(quoteStay, { ...stay, guests: { adults: 1 } }));
  const booking = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
  await tell(rig, providerState(booking, "captured"));
  const due = "update payout set due_at = roost_now() - interval '10 days' where reference = $1 returning id";
  const { rows } = await rig.pool.query<{ id: string }>(due, [booking.id]);
  const look = { payoutId: rows[0]?.id };
  expect(await rig.call(releasePayout, look, { kind: "system" })).toEqual({ moved: true });
  expect(await rig.call(releasePayout, look, { kind: "system" })).toEqual({ moved: false });
  return booking;
}

const isLookedAtNow = async ({ id }: Booking) =>
  (
    await rig.sql.one<{ now: boolean }>(
      "test_look",
      "select next_try_at is null as now from payout where reference = $1 and status = 'blocked'",
      [id],
    )
  )?.now;

test.each(["won", "lost"] as const)("a bank's decision, %s, has it looked at again at once", async (decision) => {
  const booking = await blocked();
  await tellDispute(rig, disputeState(booking, "needs_response"));
  expect(await isLookedAtNow(booking)).toBe(false);
  await tellDispute(rig, disputeState(booking, decision));
  expect(await isLookedAtNow(booking)).toBe(true);
});

test("so does a refund that has gone through", async () => {
  const booking = await blocked();
  await tellRefund(rig, {
    ...{ refundRef: `re_${newId()}`, refundId: null, providerRef: `pi_${booking.id}`, chargeRef: null },
    ...{ status: "succeeded", amountMinor: 100, currency: "NOK", failureCode: null },
  });
  expect(await isLookedAtNow(booking)).toBe(true);
});
