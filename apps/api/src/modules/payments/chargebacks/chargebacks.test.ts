import { Booking, Quote } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { expectInvariants } from "../../../../test/expectations.ts";
import { disputeState, providerState, tell, tellDispute, tellRefund } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { command, type UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { earnPayment } from "../earn-payment.ts";
import { getReceipt } from "../receipts/get-receipt.ts";
import { refundPayment } from "../refunds/refund-payment.ts";
import { hasOpenChargeback } from "./open-chargeback.ts";
import { warnOfEvidence } from "./warn-of-evidence.ts";

let rig: Rig;
let guest: UserActor;
let operator: UserActor;
const system = { kind: "system" } as const;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
  operator = await rig.addUser(["guest", "admin"]);
});
afterEach(() => expectInvariants(rig));
afterAll(() => rig.close());

/** 2,000.00 kr for two nights and 280.00 kr of our fee; the host gets 1,940.00 kr of it. */
async function paid(): Promise<Booking> {
  const stay = { listingId: await rig.addHome(), checkIn: daysAhead(20), checkOut: daysAhead(22) };
  const quote = Quote.parse(await rig.call(quoteStay, { ...stay, guests: { adults: 1 } }));
  const booking = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
  await tell(rig, providerState(booking, "captured"));
  return booking;
}

const balances = async (booking: Booking) => {
  const rows = await rig.sql.all<{ account: string; sum: number }>(
    "test_balances",
    `select e.account, sum(e.amount_minor)::bigint as sum from ledger_entry e
     join ledger_transaction t on t.id = e.transaction_id where t.reference = $1 group by 1 having sum(e.amount_minor) <> 0`,
    [booking.id],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
};

const rowOf = ({ paymentId }: Booking) =>
  rig.sql.one<Record<string, unknown>>(
    "test_chargeback",
    `select c.*, p.disputed_minor, p.refunding_minor, p.status as payment_status
     from chargeback c join payment p on p.id = c.payment_id where p.id = $1 order by c.id limit 1`,
    [paymentId],
  );

const refund = (booking: Booking, amount: number) =>
  rig.call(
    refundPayment,
    { paymentId: booking.paymentId, amount: { amount, currency: "NOK" }, reason: "goodwill" },
    operator,
  );

/** Nobody listens where the rig's provider should be: what is asked for stays asked for. */
async function ask(booking: Booking, amount: number): Promise<string> {
  await expect(refund(booking, amount)).rejects.toMatchObject({ code: "payment.provider_unavailable" });
  const row = await rig.sql.one<{ id: string }>(
    "test_newest_refund",
    "select id from refund where payment_id = $1 order by id desc limit 1",
    [booking.paymentId],
  );
  return row?.id ?? "";
}

const refundState = (
  booking: Booking,
  refundId: string,
  status: "pending" | "succeeded" | "failed",
  amount: number,
) => ({
  ...{ refundRef: `re_${refundId}`, refundId, providerRef: `pi_${booking.id}`, chargeRef: null },
  ...{ status, amountMinor: amount, currency: "NOK", failureCode: status === "failed" ? "charge_disputed" : null },
});

const earn = command({
  name: "payments.testEarn",
  summary: "Earns a payment.",
  input: z.object({ reference: z.string() }),
  output: z.object({}),
  may: onlySystem,
  async run(scope, { reference }) {
    await earnPayment(scope, reference);
    return {};
  },
});

/** What the payouts write when the host is paid. */
const payOut = async (booking: Booking) => {
  await rig.sql.run(
    "test_pay_out",
    `insert into payout (id, payee_id, reference, purpose, status, currency, amount_minor, transferred_minor, transfer_ref, bank_ref, due_at, created_at, paid_at)
     values ($1, $2, $3, 'stay', 'paid', 'NOK', 194000, 194000, $4, $4, now(), now(), now())
     on conflict (reference, purpose) do update set status = 'paid', amount_minor = 194000, transferred_minor = 194000,
       transfer_ref = excluded.transfer_ref, bank_ref = excluded.bank_ref, paid_at = now()`,
    [newId(), booking.hostId, booking.id, `tr_${booking.id}`],
  );
  await rig.sql.run(
    "test_transfer",
    `with t as (insert into ledger_transaction (id, business_key, reference, source, at)
       values (gen_random_uuid(), 'transfer:' || $1, $2, $1, now()) returning id)
     insert into ledger_entry (id, transaction_id, account, holder_id, currency, amount_minor)
     select gen_random_uuid(), t.id, e.account, e.holder, 'NOK', e.minor
     from t, (values ('host_payable', $3::uuid, 194000), ('provider_clearing', null, -194000)) as e (account, holder, minor)`,
    [`tr_${booking.id}`, booking.id, booking.hostId],
  );
};

test("a chargeback that opens withholds the amount, keeps its fee and blocks refund and payout", async () => {
  const booking = await paid();
  expect(await hasOpenChargeback(rig.sql, booking.id)).toBe(false);
  await tellDispute(rig, disputeState(booking, "needs_response"));
  await tellDispute(rig, disputeState(booking, "needs_response"));
  expect(await rowOf(booking)).toMatchObject({ status: "needs_response", amount_minor: 228_000, fee_minor: 1_500 });
  expect(await rowOf(booking)).toMatchObject({ disputed_minor: 228_000, over_minor: 0, payment_status: "captured" });
  expect(await balances(booking)).toEqual({
    provider_clearing: -1_500,
    guest_held: -228_000,
    dispute_reserve: 228_000,
    provider_fees: 1_500,
  });
  expect(await hasOpenChargeback(rig.sql, booking.id)).toBe(true);
  await expect(refund(booking, 100)).rejects.toMatchObject({
    code: "payment.disputed",
    details: { status: "needs_response" },
  });
});

test("a chargeback that is won brings the money back, and it can be refunded again", async () => {
  const booking = await paid();
  for (const status of ["needs_response", "under_review", "won", "under_review"] as const) {
    await tellDispute(rig, disputeState(booking, status));
  }
  expect(await rowOf(booking)).toMatchObject({ status: "won", disputed_minor: 0, withdrawn_minor: 0 });
  expect(await balances(booking)).toEqual({ provider_clearing: 226_500, guest_held: -228_000, provider_fees: 1_500 });
  expect(await hasOpenChargeback(rig.sql, booking.id)).toBe(false);
  await ask(booking, 100);
});

test("a lost chargeback takes what a refund would have taken, and nothing can be given back after it", async () => {
  const booking = await paid();
  await tellDispute(rig, disputeState(booking, "lost"));
  await tellDispute(rig, disputeState(booking, "needs_response"));
  expect(await rowOf(booking)).toMatchObject({ status: "lost", disputed_minor: 228_000, absorbed_minor: 0 });
  expect(await balances(booking)).toEqual({ provider_clearing: -1_500, provider_fees: 1_500 });
  await expect(refund(booking, 100)).rejects.toMatchObject({ code: "payment.disputed", details: { status: "lost" } });
  const kr = (amount: number) => ({ amount, currency: "NOK" });
  expect(await rig.call(getReceipt, { paymentId: booking.paymentId }, guest)).toMatchObject({
    chargebacks: [{ amount: kr(228_000), at: expect.any(String) }],
    ...{ chargedBack: kr(228_000), refunded: kr(0), remaining: kr(0) },
  });
});

test("lost after the host was paid, his part is the platform's loss", async () => {
  const booking = await paid();
  await rig.call(earn, { reference: booking.id }, system);
  await payOut(booking);
  await tellDispute(rig, disputeState(booking, "needs_response"));
  await tellDispute(rig, disputeState(booking, "lost"));
  expect(await rowOf(booking)).toMatchObject({ status: "lost", absorbed_minor: 194_000, over_minor: 0 });
  expect(await balances(booking)).toEqual({
    provider_clearing: -195_500,
    provider_fees: 1_500,
    platform_loss: 194_000,
  });
  const receipt = await rig.call(getReceipt, { paymentId: booking.paymentId }, operator);
  expect(receipt).toMatchObject({ earnings: { refunded: { amount: 0 }, net: { amount: 194_000 } } });
});

test("an inquiry takes no money; it ends, or becomes a chargeback of what is left by then", async () => {
  const ended = await paid();
  await tellDispute(rig, disputeState(ended, "inquiry"));
  expect(await rowOf(ended)).toMatchObject({ status: "inquiry", disputed_minor: 0 });
  const refundId = await ask(ended, 1_000);
  await tellRefund(rig, refundState(ended, refundId, "succeeded", 1_000));
  await tellDispute(rig, disputeState(ended, "closed"));
  expect(await rowOf(ended)).toMatchObject({ status: "closed", disputed_minor: 0 });
  await tellDispute(rig, disputeState(ended, "inquiry"));
  expect(await rowOf(ended)).toMatchObject({ status: "closed" });

  const grown = await paid();
  await tellDispute(rig, disputeState(grown, "inquiry", { isSubmitted: true }));
  expect(await rowOf(grown)).toMatchObject({ submitted_at: expect.any(String) });
  await tellDispute(rig, disputeState(grown, "needs_response", { amountMinor: 200_000, isSubmitted: true }));
  expect(await rowOf(grown)).toMatchObject({ amount_minor: 200_000, disputed_minor: 200_000, submitted_at: null });
  await tellDispute(rig, disputeState(grown, "closed"));
  expect(await rowOf(grown)).toMatchObject({ status: "needs_response" });
});

test("what a bank takes beyond what is left is the platform's loss once it is lost", async () => {
  const booking = await paid();
  const refundId = await ask(booking, 200_000);
  await tellRefund(rig, refundState(booking, refundId, "succeeded", 200_000));
  await tellDispute(rig, disputeState(booking, "needs_response"));
  expect(await rowOf(booking)).toMatchObject({ disputed_minor: 28_000, over_minor: 200_000 });
  await tellDispute(rig, disputeState(booking, "lost"));
  expect(await balances(booking)).toEqual({
    provider_clearing: -201_500,
    provider_fees: 1_500,
    platform_loss: 200_000,
  });
});

test("a refund that waits gives way to a lost chargeback, in whichever order both are told", async () => {
  const before = await paid();
  const waiting = await ask(before, 200_000);
  await tellDispute(rig, disputeState(before, "needs_response"));
  await tellRefund(rig, refundState(before, waiting, "failed", 200_000));
  await tellDispute(rig, disputeState(before, "lost"));
  const after = await paid();
  const pending = await ask(after, 228_000);
  await tellRefund(rig, refundState(after, pending, "pending", 228_000));
  await tellDispute(rig, disputeState(after, "lost"));
  expect(await balances(after)).toMatchObject({ platform_loss: 228_000 });
  await tellRefund(rig, refundState(after, pending, "failed", 228_000));
  for (const booking of [before, after]) {
    expect(await rowOf(booking)).toMatchObject({ disputed_minor: 228_000, refunding_minor: 0, over_minor: 0 });
    expect(await balances(booking)).toEqual({ provider_clearing: -1_500, provider_fees: 1_500 });
  }
});

test("a refund that promised more than the bank took beyond the rest shrinks by just that", async () => {
  const booking = await paid();
  const waiting = await ask(booking, 100_000);
  await tellDispute(rig, disputeState(booking, "needs_response", { amountMinor: 150_000 }));
  expect(await rowOf(booking)).toMatchObject({ disputed_minor: 128_000, over_minor: 22_000 });
  await tellRefund(rig, refundState(booking, waiting, "failed", 100_000));
  await tellDispute(rig, disputeState(booking, "lost", { amountMinor: 150_000 }));
  expect(await rowOf(booking)).toMatchObject({ disputed_minor: 150_000, refunding_minor: 78_000, over_minor: 0 });
  expect(await balances(booking)).toMatchObject({ guest_held: -78_000 });
});

test("won, what waited to be refunded is tried again at once", async () => {
  const booking = await paid();
  const waiting = await ask(booking, 1_000);
  await tellDispute(rig, disputeState(booking, "needs_response"));
  await tellRefund(rig, refundState(booking, waiting, "failed", 1_000));
  const due = () =>
    rig.sql.one<{ due: boolean }>("test_due", "select next_try_at <= roost_now() as due from refund where id = $1", [
      waiting,
    ]);
  expect(await due()).toEqual({ due: false });
  await tellDispute(rig, disputeState(booking, "won"));
  expect(await due()).toEqual({ due: true });
});

test("what is not ours, not captured yet, in another currency or of another amount than before is never booked", async () => {
  const booking = await paid();
  const nobody = { providerRef: "pi_nobody", chargeRef: null };
  await expect(tellDispute(rig, disputeState(booking, "lost", nobody))).rejects.toThrow("not known");
  await expect(tellDispute(rig, disputeState(booking, "lost", { currency: "EUR" }))).rejects.toThrow("EUR");
  await tellDispute(rig, disputeState(booking, "needs_response"));
  await expect(tellDispute(rig, disputeState(booking, "lost", { amountMinor: 5 }))).rejects.toThrow("another amount");
  expect(await rowOf(booking)).toMatchObject({ status: "needs_response" });
});

test("operators are warned once, three days before evidence is due", async () => {
  const booking = await paid();
  const inDays = (days: number) => ({ evidenceDueBy: new Date(Date.now() + days * 86_400_000).toISOString() });
  await tellDispute(rig, disputeState(booking, "needs_response", inDays(4)));
  const { id: chargebackId = "" } = (await rowOf(booking)) ?? {};
  expect(await rig.call(warnOfEvidence, { chargebackId }, system)).toEqual({ moved: false });
  await rig.pool.query("update chargeback set evidence_due_by = now() + interval '70 hours' where id = $1", [
    chargebackId,
  ]);
  expect(await rig.call(warnOfEvidence, { chargebackId }, system)).toEqual({ moved: true });
  expect(await rig.call(warnOfEvidence, { chargebackId }, system)).toEqual({ moved: false });
  expect(await rig.jobs("mail.dispute-evidence-due")).toHaveLength(1);
});
