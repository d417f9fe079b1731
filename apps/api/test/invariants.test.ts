import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants, readInvariants } from "../src/invariants.ts";
import { sqlOn } from "../src/platform/sql.ts";
import { startTestApp, type TestApp, until } from "./app.ts";
import { calendarViolations } from "./calendar-violations.ts";
import { quiet } from "./expectations.ts";
import { advance, booked, home, pay, person, stay } from "./factories.ts";
import { zeroSumViolations } from "./ledger-violations.ts";
import { payoutViolations } from "./payout-violations.ts";
import { accountIs, onboard, payoutIs } from "./payouts.ts";
import { reviewViolations } from "./review-violations.ts";
import { searchViolations } from "./search-violations.ts";

let app: TestApp;
let superuser: pg.Client;

/** A small true world: one booking in each state that there is. */
beforeAll(async () => {
  app = await startTestApp();
  const guest = await person(app);
  const host = await person(app, "host");
  const listing = await home(app, host);
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const blocked = { listingId: listing.id, first: stay(90).checkIn, until: stay(90).checkOut };
  await app.client(host.token).listings.block.mutate(blocked);
  const onRequest = await home(app, host, { bookingMode: "request" });
  const over = await booked(app, guest, { listing, dates: stay(2) });
  await pay(app, guest, { bookingId: over.id, card: "pm_card_visa" });
  await advance(app, "P6D");
  await payoutIs(app, host, { bookingId: over.id, status: "paid" });
  await app.client(guest.token).reviews.write.mutate({ bookingId: over.id, rating: 4, comment: "Quiet." });
  await advance(app, "P15D");
  await booked(app, guest, { listing, dates: stay(30) });
  await advance(app, "PT16M");
  const paid = await booked(app, guest, { listing, dates: stay(40) });
  await pay(app, guest, { bookingId: paid.id, card: "pm_card_visa" });
  const operator = app.client((await person(app, "admin")).token);
  const disputed = async (inDays: number) => {
    const { id, paymentId } = await booked(app, guest, { listing, dates: stay(inDays) });
    await pay(app, guest, { bookingId: id, card: "pm_card_createDispute" });
    return until("the dispute", async () => {
      const page = await operator.payments.chargebacks.query({ limit: 100 });
      return page.data.find((one) => one.paymentId === paymentId)?.id;
    });
  };
  await operator.payments.acceptChargeback.mutate({ chargebackId: await disputed(70) });
  const evidence = { uncategorizedText: "winning_evidence" };
  await operator.payments.submitEvidence.mutate({ chargebackId: await disputed(80), evidence, submit: true });
  await until("the bank to decide", async () => {
    const { data } = await operator.payments.chargebacks.query({ status: "won" });
    return data.length > 0 ? true : undefined;
  });
  const cancelled = await booked(app, guest, { listing, dates: stay(50) });
  await app.client(guest.token).bookings.cancel.mutate({ bookingId: cancelled.id });
  await booked(app, guest, { listing, dates: stay(60) });
  const request = async (inDays: number) => {
    const { id: bookingId } = await booked(app, guest, { listing: onRequest, dates: stay(inDays) });
    await pay(app, guest, { bookingId, card: "pm_card_visa" });
    return { bookingId };
  };
  await request(30);
  await app.client(host.token).bookings.decline.mutate({ ...(await request(40)), reason: "Away." });
  const accepted = await request(50);
  await app.client(host.token).bookings.accept.mutate(accepted);
  await quiet(app);
  await app.stopWork();
  superuser = new pg.Client({ connectionString: app.database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await app.close();
});

const open = "state = 'pending_payment'";
const confirmed = "state = 'confirmed' and booking_mode = 'instant'";
const asked = "state = 'pending_host'";
const requested = "state = 'confirmed' and booking_mode = 'request'";
const paymentOf = (where: string) => `id = (select payment_id from booking where ${where} order by id limit 1)`;
const nightsOf = (where: string) => `reference = (select id::text from booking where ${where} order by id limit 1)`;

/** What makes each query find something, done by hand with every trigger and constraint out of the way. */
const violations: Readonly<Record<string, readonly string[]>> = {
  "occupancy.overlap": [
    `insert into occupancy select gen_random_uuid(), listing_id, nights, occupied, kind, reference, expires_at from occupancy`,
    `insert into occupancy select gen_random_uuid(), listing_id, nights, occupied, 'block', 'x', null from occupancy where kind = 'booking'`,
    `update occupancy set occupied = daterange(lower(nights), upper(nights) + 40) where kind = 'booking'`,
  ],
  "occupancy.of_booking": [
    `delete from occupancy where kind = 'booking'`,
    `update occupancy set kind = 'hold', expires_at = now() where kind = 'booking'`,
    `update occupancy set nights = daterange(lower(nights), upper(nights) - 1) where kind = 'booking'`,
    `delete from occupancy where kind = 'hold'`,
    `update occupancy set expires_at = expires_at + interval '1 hour' where ${nightsOf(open)}`,
    `update occupancy set expires_at = expires_at + interval '1 hour' where ${nightsOf(asked)}`,
    `update occupancy set kind = 'booking', expires_at = null where ${nightsOf(asked)}`,
  ],
  "occupancy.without_booking": [
    `update booking set state = 'cancelled', pay_by = null where ${open}`,
    `update occupancy set reference = gen_random_uuid()::text where kind = 'booking'`,
    `update occupancy set kind = 'booking', expires_at = null where ${nightsOf(open)}`,
    `update booking set state = 'declined', respond_by = null where ${asked}`,
  ],
  "occupancy.of_block": [`delete from occupancy where kind = 'block'`, `update block set until = until + 1`],
  ...calendarViolations,
  ...zeroSumViolations,
  "ledger.of_payment": [
    `update ledger_entry set amount_minor = amount_minor * 2`,
    `update ledger_entry set currency = 'EUR'`,
    `update ledger_entry set account = 'revenue' where account = 'guest_held'`,
    `update payment set captured_minor = 0 where ${paymentOf(confirmed)}`,
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, provider_ref, created_at) select gen_random_uuid(), id, 'succeeded', 'other', 1, '[]', 're_1', now() from payment where ${paymentOf(confirmed)}`,
    `update payment set earned_at = now() where ${paymentOf(confirmed)}`,
    `update ledger_transaction set reference = gen_random_uuid()`,
    `update ledger_entry set account = 'guest_held' where account = 'revenue'`,
  ],
  "payment.refunds": [
    `update payment set refunded_minor = captured_minor + 1`,
    `update payment set refunded_minor = -1`,
    `update payment set captured_minor = amount_minor + 1`,
    `update payment set refunding_minor = 1`,
    `update payment set disputed_minor = 1`,
    `update chargeback set status = 'won' where status = 'lost'`,
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, created_at) select gen_random_uuid(), id, 'pending', 'other', 1, '[]', now() from payment`,
  ],
  "refund.lines": [
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, created_at) select gen_random_uuid(), id, 'pending', 'other', 1, '[{"line": 9, "amountMinor": 1}]', now() from payment`,
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, created_at) select gen_random_uuid(), id, 'pending', 'other', 1, '[{"line": 0, "amountMinor": 2}]', now() from payment`,
    `update chargeback set lines = '[]' where status = 'lost'`,
  ],
  "chargeback.money": [
    `update chargeback set fee_minor = fee_minor + 1`,
    `update chargeback set withdrawn_minor = withdrawn_minor + 1`,
    `update chargeback set over_minor = 1 where status = 'lost'`,
    `update chargeback set absorbed_minor = 1 where status = 'won'`,
    `update ledger_entry set account = 'suspense' where account = 'dispute_reserve' and amount_minor > 0`,
    `delete from ledger_transaction where business_key like 'chargeback_lost:%'`,
  ],
  "chargeback.history": [
    `delete from event where type = 'dispute.opened'`,
    `delete from event where type = 'dispute.lost'`,
    `insert into event select gen_random_uuid(), type, data, at from event where type = 'dispute.won'`,
    `update chargeback set status = 'inquiry' where status = 'won'`,
  ],
  "invoice.numbers": [
    `update invoice_counter set last = last + 1`,
    `delete from invoice_counter`,
    `update invoice set number = number + 1000`,
    `delete from invoice where number = 1`,
  ],
  "invoice.of_payment": [
    `update payment set invoiced = false`,
    `update invoice set body = jsonb_set(body, '{total,amount}', '1')`,
    `insert into invoice (year, number, kind, payment_id, refund_id, body, issued_at) select 2000, 1, 'credit_note', id, gen_random_uuid(), '{}', now() from payment limit 1`,
  ],
  "invoice.missing": [`update payment set invoiced = true`, `delete from invoice`],
  "payment.lines": [`update payment set lines = '[]'`, `update payment set amount_minor = amount_minor + 1`],
  "payment.status": [
    `update payment set status = 'failed' where ${paymentOf(confirmed)}`,
    `update payment set status = 'refunded' where ${paymentOf(confirmed)}`,
    `update payment set status = 'partially_refunded' where ${paymentOf(confirmed)}`,
    `update payment set status = 'captured' where ${paymentOf(open)}`,
    `update charge set status = 'failed'`,
  ],
  "payment.under_way": [
    `insert into charge select gen_random_uuid(), payment_id, 'processing', amount_minor, null, now() from charge`,
    `insert into charge select gen_random_uuid(), payment_id, 'requires_action', 1, null, now() from booking, generate_series(1, 2) where ${open}`,
  ],
  "payment.of_booking": [
    `delete from payment where ${paymentOf(open)}`,
    `delete from booking where ${open}`,
    `update payment set payer_id = payee_id where ${paymentOf(open)}`,
    `insert into payment (id, reference, payer_id, payee_id, provider, currency, settle_currency, lines, amount_minor, status, pay_by, created_at) select gen_random_uuid(), gen_random_uuid(), payer_id, payee_id, provider, currency, settle_currency, lines, amount_minor, 'voided', pay_by, created_at from payment limit 1`,
  ],
  "quote.total": [
    `update quote set total_minor = total_minor + 1`,
    `update quote set currency = 'EUR'`,
    `update quote set line_items = '[]'`,
  ],
  "quote.presentment": [
    `update quote set presentment_minor = presentment_minor + 1`,
    `update quote set presentment_lines = presentment_lines || '1'`,
    `update quote set presentment_currency = 'HUF', presentment_source = 'ecb', presentment_minor = 99, presentment_lines = '[99]'`,
  ],
  "booking.price": [
    `update booking set total_minor = total_minor + 1`,
    `update booking set adults = adults + 1`,
    `update booking set check_out = check_out + 1`,
    `update quote set line_items = line_items || line_items`,
    `update booking set presentment_rate = 2`,
    `update payment set currency = 'EUR' where ${paymentOf(open)}`,
    `update payment set amount_minor = amount_minor - 1 where ${paymentOf(open)}`,
    `delete from quote`,
  ],
  "booking.paid": [
    `update payment set captured_minor = 0, status = 'failed' where ${paymentOf(confirmed)}`,
    `update payment set captured_minor = amount_minor where ${paymentOf(open)}`,
    `update payment set captured_minor = amount_minor where ${paymentOf(asked)}`,
    `update payment set captured_minor = amount_minor where ${paymentOf("state = 'declined'")}`,
    `update payment set captured_minor = amount_minor where ${paymentOf("state = 'cancelled'")}`,
    `update booking set state = 'expired', confirmed_at = null where ${confirmed}`,
  ],
  "booking.authorized": [
    `update payment set status = 'requires_action' where ${paymentOf(asked)}`,
    `update payment set closed_at = now() where ${paymentOf(asked)}`,
    `update booking set state = 'expired', respond_by = null where ${asked}`,
    `update payment set capture_method = 'automatic' where ${paymentOf(asked)}`,
    `update payment set capture_method = 'manual' where ${paymentOf(open)}`,
  ],
  "booking.state": [
    `update booking set respond_by = null where ${asked}`,
    `update booking set respond_by = pay_by where ${open}`,
    `update booking set asked_at = null where ${asked}`,
    `update booking set accepted_at = null where ${requested}`,
    `update booking set asked_at = null where ${requested}`,
    `update booking set booking_mode = 'instant' where ${requested}`,
    `update booking set state = 'accepted' where ${asked}`,
    `update booking set decline_reason = 'No.' where ${asked}`,
    `update booking set pay_by = null where ${open}`,
    `update booking set confirmed_at = null where ${confirmed}`,
    `update booking set confirmed_at = now() where state = 'expired'`,
    `update booking set guest_id = host_id`,
    `update booking set check_out = check_in`,
  ],
  "booking.history": [
    `delete from event where type = 'booking.accepted'`,
    `delete from event where type = 'booking.declined'`,
    `update booking set accepted_at = now() where ${asked}`,
    `delete from audit where action = 'bookings.accept'`,
    `delete from event where type = 'booking.requested'`,
    `delete from event where type = 'booking.confirmed'`,
    `delete from event where type = 'booking.expired'`,
    `insert into event select gen_random_uuid(), type, data, at from event where type = 'booking.confirmed'`,
    `insert into event select gen_random_uuid(), 'booking.expired', data, at from event where type = 'booking.expired'`,
    `delete from audit where action = 'bookings.create'`,
  ],
  "payment.history": [
    `delete from event where type = 'payment.captured'`,
    `insert into event select gen_random_uuid(), type, data, at from event where type = 'payment.captured'`,
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, created_at) select gen_random_uuid(), id, 'succeeded', 'other', 1, '[]', now() from payment`,
  ],
  ...payoutViolations,
  "event.subject": [
    `delete from booking`,
    `delete from payment`,
    `delete from listing`,
    `delete from chargeback`,
    `delete from payout`,
  ],
  "provider_call.key": [
    `update provider_call set status = 'running', finished_at = null`,
    `update idempotency set status = 'running' where call_id is not null`,
    `delete from provider_call`,
  ],
  ...reviewViolations,
  ...searchViolations,
};

test("a world that the product made breaks no invariant", async () => {
  expect(await checkInvariants(sqlOn(superuser))).toEqual([]);
  expect(await checkInvariants(app.app.sql)).toEqual([]);
});

test("every invariant has its violations here", async () => {
  expect(Object.keys(violations)).toEqual((await readInvariants()).map(({ name }) => name));
});

const cases = Object.entries(violations).flatMap(([name, statements]) =>
  statements.map((statement) => ({ name, statement })),
);

test.each(cases)("$name sees: $statement", async ({ name, statement }) => {
  await superuser.query("begin");
  try {
    await superuser.query(dropConstraints);
    await superuser.query("set local session_replication_role = replica");
    const { rowCount } = await superuser.query(statement);
    expect(rowCount).toBeGreaterThan(0);
    expect((await checkInvariants(sqlOn(superuser))).map((violation) => violation.name)).toContain(name);
  } finally {
    await superuser.query("rollback");
  }
});

/** Checks, unique and exclusion constraints, and the unique index that is none. */
const dropConstraints = `do $$
declare c record;
begin
  for c in select conrelid::regclass as owner, conname from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('c', 'x') and conrelid <> 0
    -- Sweeps ask for the time while they read: that table is locked last, or they would wait for each other.
    order by conrelid = 'clock_offset'::regclass
  loop
    execute format('alter table %s drop constraint %I', c.owner, c.conname);
  end loop;
  drop index if exists charge_one_under_way;
end $$`;
