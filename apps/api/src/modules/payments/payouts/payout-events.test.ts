import { Booking, Quote } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectInvariants } from "../../../../test/expectations.ts";
import { stay } from "../../../../test/factories.ts";
import { disputeState, providerState, tell, tellDispute } from "../../../../test/provider-state.ts";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { applyEvent } from "../events/apply-event.ts";
import { receiveEvent } from "../events/receive-event.ts";
import type { ProviderSubject } from "../gateway.ts";
import type { BankPayoutState, PayoutAccountState, TransferState } from "./payout-gateway.ts";
import { releasePayout } from "./release-payout.ts";
import { retryBankPayout } from "./retry-bank-payout.ts";

// What the provider tells, in whatever order: nobody asks it here, so each state is one that a test makes up.

let rig: Rig;
let guest: UserActor;
let host: UserActor;

beforeAll(async () => {
  rig = await startRig({ PAYOUT_DUE: "checkin_plus_24h" });
  guest = await rig.addUser();
});
afterEach(() => expectInvariants(rig));
afterAll(() => rig.close());

const system = { kind: "system" } as const;

async function heard(kind: ProviderSubject["kind"], seen: unknown): Promise<unknown> {
  const eventId = `evt_${newId()}`;
  await rig.call(receiveEvent, { provider: "stripe", eventId, type: kind, body: "{}" }, system);
  return rig.call(applyEvent, { provider: "stripe", eventId, kind, seen }, system);
}

async function account(): Promise<string> {
  host = await rig.addUser(["guest", "host"]);
  const id = newId();
  await rig.sql.run(
    "test_account",
    `insert into payout_account (id, user_id, provider, country, status, created_at)
     values ($1, $2, 'stripe', 'NO', 'onboarding', now())`,
    [id, host.userId],
  );
  return id;
}

const bank = (ref: string) => ({ ref, last4: "1234", currency: "NOK" });
const accountState = (accountId: string | null, change: Partial<PayoutAccountState> = {}): PayoutAccountState => ({
  ...{ accountRef: `acct_${accountId}`, accountId, status: "enabled", requirements: [], bank: bank("ba_1") },
  ...change,
});
const heardAccount = (state: PayoutAccountState, version: number | null = null) =>
  heard("payout_account", { state, version });
const accountRow = (id: string) =>
  rig.sql.one<{ status: string; version: number; held_until: string | null; bank_ref: string | null }>(
    "test_account_row",
    "select status, version, held_until, bank_ref from payout_account where id = $1",
    [id],
  );

/** A payout of 1,940.00 kr that is on its way to an account. */
async function released(): Promise<{ id: string; bookingId: string; booking: Booking }> {
  await heardAccount(accountState(await account()));
  const listingId = await rig.addHome({ host_id: host.userId });
  const quote = Quote.parse(await rig.call(quoteStay, { listingId, ...stay(20, 2), guests: { adults: 1 } }));
  const booking = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
  await tell(rig, providerState(booking, "captured"));
  const payout = await rig.sql.one<{ id: string; late: boolean }>(
    "test_due",
    `select o.id, o.due_at = b.starts_at + interval '1 day' as late from payout o join booking b on b.id = o.reference
     where reference = $1`,
    [booking.id],
  );
  expect(payout?.late).toBe(true);
  const id = payout?.id ?? "";
  expect(await rig.call(releasePayout, { payoutId: id }, system)).toEqual({ moved: false });
  await rig.sql.run("test_due_now", "update payout set due_at = roost_now() - interval '1 second' where id = $1", [id]);
  expect(await rig.call(releasePayout, { payoutId: id }, system)).toEqual({ moved: true });
  return { id, bookingId: booking.id, booking };
}

const share = 194_000;
const transfer = (payoutId: string | null, change: Partial<TransferState> = {}): TransferState => ({
  ...{ transferRef: `tr_${payoutId}`, payoutId, accountRef: "acct_1", amountMinor: share, currency: "NOK" },
  reversals: [],
  ...change,
});
const atBank = (payoutId: string | null, change: Partial<BankPayoutState> = {}): BankPayoutState => ({
  ...{ bankRef: `po_${payoutId}`, payoutId, status: "under_way", failureCode: null },
  ...change,
});
const statusOf = async (id: string) =>
  (await rig.sql.one<{ status: string }>("test_status", "select status from payout where id = $1", [id]))?.status;
const events = async (id: string) =>
  (
    await rig.sql.all<{ type: string }>(
      "test_payout_events",
      "select type from event where data ->> 'payoutId' = $1 order by id",
      [id],
    )
  ).map(({ type }) => type);

test("a day after check-in it is due: earned by then, and a transfer's event is as good as its answer", async () => {
  const { id, bookingId } = await released();
  await heard("transfer", transfer(id));
  await heard("transfer", transfer(id));
  expect(await events(id)).toEqual(["payout.scheduled", "payout.sent"]);
  const earned = "select earned_at is not null as earned from payment where reference = $1";
  expect((await rig.pool.query(earned, [bookingId])).rows).toEqual([{ earned: true }]);
});

test("a second transfer, or another amount, is an error and changes nothing", async () => {
  const { id } = await released();
  await expect(heard("transfer", transfer(id, { amountMinor: share - 1 }))).rejects.toThrow("not asked for");
  await expect(heard("transfer", transfer(id, { currency: "EUR" }))).rejects.toThrow("not asked for");
  await expect(heard("transfer", transfer(id, { accountRef: null }))).rejects.toThrow("no account");
  await heard("transfer", transfer(id));
  await expect(heard("transfer", transfer(id, { transferRef: "tr_other" }))).rejects.toThrow("transferred twice");
});

test("what a bank says, in any order: paid once; sent back after all it has failed; old tries change nothing", async () => {
  const { id } = await released();
  await heard("bank_payout", atBank(id, { status: "paid" }));
  expect(await statusOf(id)).toBe("in_transit");
  await heard("transfer", transfer(id));
  await heard("bank_payout", atBank(id, { status: "paid" }));
  await heard("bank_payout", atBank(id));
  expect(await statusOf(id)).toBe("paid");
  await expect(heard("bank_payout", atBank(id, { bankRef: "po_other" }))).rejects.toThrow("sent to the bank twice");
  await heard("bank_payout", atBank(id, { status: "failed", failureCode: "account_closed" }));
  await heard("bank_payout", atBank(id, { status: "paid" }));
  expect(await statusOf(id)).toBe("failed");
  expect(await rig.call(retryBankPayout, { payoutId: id }, system)).toEqual({ moved: false });
  await rig.sql.run("test_retry_now", "update payout set next_try_at = roost_now() where id = $1", [id]);
  expect(await rig.call(retryBankPayout, { payoutId: id }, system)).toEqual({ moved: true });
  await heard("bank_payout", atBank(id, { bankRef: `po_2_${id}`, status: "paid" }));
  expect(await events(id)).toEqual(["payout.scheduled", "payout.sent", "payout.paid", "payout.failed", "payout.paid"]);
});

test("reversals are booked once, also those of the dashboard; when all is back the payout is reversed", async () => {
  const { id } = await released();
  const [one, other] = [
    { reversalRef: `trr_1_${id}`, reversalId: null, amountMinor: 4_000 },
    { reversalRef: `trr_2_${id}`, reversalId: null, amountMinor: 190_000 },
  ];
  await heard("transfer", transfer(id, { reversals: [one] }));
  await heard("transfer", transfer(id, { reversals: [other, one] }));
  await heard("transfer", transfer(id, { reversals: [other, one] }));
  expect(await statusOf(id)).toBe("reversed");
  await heard("bank_payout", atBank(id, { status: "failed" }));
  expect(await statusOf(id)).toBe("reversed");
});

test("of a chargeback that is lost after all was fetched back by hand, the host bears his part", async () => {
  const { id, bookingId, booking } = await released();
  await heard("transfer", transfer(id));
  const back = [{ reversalRef: `trr_${id}`, reversalId: null, amountMinor: share }];
  await heard("transfer", transfer(id, { reversals: back }));
  const adjustments = () =>
    rig.sql.all<{ id: string; status: string; hold_reason: string | null }>(
      "test_adjustments",
      "select id, status, hold_reason from payout where reference = $1 and purpose = 'adjustment'",
      [bookingId],
    );
  const [held, ...more] = await adjustments();
  expect([held, more]).toMatchObject([{ status: "blocked", hold_reason: expect.stringContaining("by hand") }, []]);
  await tellDispute(rig, disputeState(booking, "lost"));
  const absorbed = "select absorbed_minor::int from chargeback where payment_id = $1";
  expect((await rig.pool.query(absorbed, [booking.paymentId])).rows).toEqual([{ absorbed_minor: 0 }]);
  expect(await rig.call(releasePayout, { payoutId: held?.id }, system)).toEqual({ moved: true });
  expect(await adjustments()).toMatchObject([{ status: "cancelled", hold_reason: null }]);
});

test("what is none of ours changes nothing; what should be ours and is not known is tried again", async () => {
  await heardAccount(accountState(null));
  await heard("transfer", transfer(null));
  await heard("bank_payout", atBank(null));
  await expect(heardAccount(accountState(newId()))).rejects.toThrow("not known");
});

test("a state of an account from before a change is not applied after it", async () => {
  const id = await account();
  await heardAccount(accountState(id, { status: "restricted", requirements: ["external_account"], bank: null }), 0);
  expect(await accountRow(id)).toMatchObject({ status: "restricted", version: 1 });
  await expect(heardAccount(accountState(id), 0)).rejects.toThrow("changed while");
  await heardAccount(accountState(id), 1);
  expect(await accountRow(id)).toMatchObject({ status: "enabled", version: 2, held_until: null });
});

test("another bank account behind the same account holds payouts, unless the old one had refused one", async () => {
  const id = await account();
  await heardAccount(accountState(id));
  await heardAccount(accountState(id, { bank: bank("ba_2") }));
  expect(await accountRow(id)).toMatchObject({ bank_ref: "ba_2", held_until: expect.any(String) });
  const { rows } = await rig.pool.query(
    "select count(*)::int as told from event where type = 'payout_account.changed' and data ->> 'payoutAccountId' = $1",
    [id],
  );
  expect(rows).toEqual([{ told: 1 }]);
});

test("a replacement waits behind the account in use until it is enabled; the replaced one hears no more", async () => {
  const first = await account();
  await heardAccount(accountState(first));
  const second = newId();
  await rig.sql.run(
    "test_second",
    `insert into payout_account (id, user_id, provider, country, status, created_at)
     values ($1, $2, 'stripe', 'SE', 'onboarding', now())`,
    [second, host.userId],
  );
  await heardAccount(accountState(second, { status: "restricted" }));
  expect(await accountRow(second)).toMatchObject({ status: "onboarding" });
  await heardAccount(accountState(second));
  expect(await accountRow(second)).toMatchObject({ status: "enabled", held_until: expect.any(String) });
  await heardAccount(accountState(first));
  expect(await accountRow(first)).toMatchObject({ status: "replaced" });
});
