import { Booking, Chargeback, ChargebackPage, Quote } from "@roost/contract";
import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disputeAtBank, stripeOf } from "../../../../test/provider.ts";
import { disputeState, providerState, tell, tellDispute } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { acceptChargeback } from "./accept-chargeback.ts";
import { findChargebackFacts } from "./chargeback-facts.ts";
import { getChargeback } from "./get-chargeback.ts";
import { listChargebacks } from "./list-chargebacks.ts";
import { submitEvidence } from "./submit-evidence.ts";

const secretKey = "sk_test_of_operators";
let stripe: StripeSandbox;
let rig: Rig;
let guest: UserActor;
let operator: UserActor;
beforeAll(async () => {
  stripe = await startStripe({ secretKey });
  rig = await startRig({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: stripe.url });
  guest = await rig.addUser();
  operator = await rig.addUser(["guest", "admin"]);
});
afterAll(async () => {
  await rig.close();
  await stripe.close();
});

async function booked(): Promise<Booking> {
  const stay = { listingId: await rig.addHome(), checkIn: daysAhead(20), checkOut: daysAhead(22) };
  const quote = Quote.parse(await rig.call(quoteStay, { ...stay, guests: { adults: 1 } }));
  return Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
}

/** A dispute here and at the bank, or here alone. */
async function disputed(status: "inquiry" | "needs_response" = "needs_response", isAtBank = true): Promise<Chargeback> {
  const booking = await booked();
  await tell(rig, providerState(booking, "captured"));
  const disputeRef = isAtBank ? await atBank(booking, status === "inquiry") : `du_${newId()}`;
  await tellDispute(rig, disputeState(booking, status, { disputeRef }));
  const { data } = ChargebackPage.parse(await rig.call(listChargebacks, { limit: 1 }, operator));
  const [newest] = data;
  if (!newest) throw new Error("there is no chargeback");
  return newest;
}

async function atBank({ total }: Booking, inquiry: boolean): Promise<string> {
  const at = { stripe, stripeSecretKey: secretKey };
  const { latest_charge: charge } = await stripeOf(at).paymentIntents.create({
    ...{ amount: total.amount, currency: "nok", payment_method: "pm_card_visa", confirm: true },
    return_url: "https://shop.example/back",
  });
  return disputeAtBank(at, { charge: typeof charge === "string" ? charge : "", inquiry });
}

const send = (chargebackId: string, evidence: object, submit: boolean) =>
  rig.call(submitEvidence, { chargebackId, evidence, submit }, operator);

test("the list goes page by page, of all or of one status, and a cursor fits no other list", async () => {
  const [first, second] = [await disputed(), await disputed("inquiry")];
  const page = async (input: object) => ChargebackPage.parse(await rig.call(listChargebacks, input, operator));
  const newest = await page({ limit: 1 });
  expect(newest).toMatchObject({ data: [{ id: second.id }], hasMore: true });
  const next = await page({ limit: 1, cursor: newest.nextCursor });
  expect(next).toMatchObject({ data: [{ id: first.id }], hasMore: false, nextCursor: null });
  expect((await page({ status: "inquiry" })).data.map(({ id }) => id)).toEqual([second.id]);
  await expect(page({ status: "inquiry", cursor: newest.nextCursor })).rejects.toMatchObject({
    code: "request.invalid",
  });
});

test("only operators learn of a chargeback, and nobody of one that is not there", async () => {
  const { id: chargebackId } = await disputed();
  for (const action of [getChargeback, acceptChargeback]) {
    await expect(rig.call(action, { chargebackId }, guest)).rejects.toMatchObject({ code: "not_found" });
    await expect(rig.call(action, { chargebackId })).rejects.toMatchObject({ code: "auth.required" });
    await expect(rig.call(action, { chargebackId: newId() }, operator)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(rig.call(listChargebacks, {}, guest)).rejects.toMatchObject({ code: "permission.denied" });
  expect(await findChargebackFacts(rig.sql, newId())).toBeUndefined();
});

test("what was drafted goes to the bank without being written again; evidence for an inquiry, too, goes once", async () => {
  const { id } = await disputed();
  await send(id, { serviceDate: "In May" }, false);
  expect(await send(id, {}, true)).toMatchObject({ status: "under_review", evidence: { serviceDate: "In May" } });
  await expect(send(id, { serviceDate: "In June" }, true)).rejects.toMatchObject({ code: "chargeback.state" });
  const inquiry = await disputed("inquiry");
  expect(await send(inquiry.id, { customerName: "Kari" }, true)).toMatchObject({
    status: "inquiry",
    submittedAt: expect.any(String),
  });
  await expect(send(inquiry.id, { customerName: "Ola" }, true)).rejects.toMatchObject({
    code: "chargeback.state",
    details: { status: "inquiry" },
  });
});

test("evidence of nothing, or of more than a bank reads, is refused by its field", async () => {
  const { id } = await disputed();
  await expect(send(id, {}, false)).rejects.toMatchObject({ issues: [{ pointer: "/evidence", code: "required" }] });
  const long = "x".repeat(20_000);
  const fields = ["accessActivityLog", "billingAddress", "cancellationPolicyDisclosure", "cancellationRebuttal"];
  const more = ["duplicateChargeExplanation", "productDescription", "refundPolicyDisclosure", "uncategorizedText"];
  const all = Object.fromEntries([...fields, ...more].map((field) => [field, long]));
  await expect(send(id, all, false)).rejects.toMatchObject({ issues: [{ pointer: "/evidence", code: "too_big" }] });
  expect(Chargeback.parse(await rig.call(getChargeback, { chargebackId: id }, operator)).evidence).toEqual({});
});

test("what the provider does not take is refused in its words, and changes nothing", async () => {
  const { id: chargebackId, providerRef } = await disputed("needs_response", false);
  const refused = { code: "chargeback.refused", details: { chargebackId, providerCode: "resource_missing" } };
  await expect(rig.call(acceptChargeback, { chargebackId }, operator)).rejects.toMatchObject(refused);
  await expect(send(chargebackId, { serviceDate: "In May" }, true)).rejects.toThrow(providerRef);
  expect(await rig.call(getChargeback, { chargebackId }, operator)).toMatchObject({
    ...{ status: "needs_response", submittedAt: null },
    // The draft is not lost with the refusal.
    evidence: { serviceDate: "In May" },
  });
});

test("a dispute that is told before its capture waits for it", async () => {
  const booking = await booked();
  await tell(rig, providerState(booking, "processing"));
  await expect(tellDispute(rig, disputeState(booking, "lost"))).rejects.toThrow("capture is not known yet");
});
