import { Booking, Quote, Receipt } from "@roost/contract";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { until } from "../../../../test/app.ts";
import { providerState, tell } from "../../../../test/provider-state.ts";
import { dice } from "../../../../test/races/contention.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { checkInvariants } from "../../../invariants.ts";
import type { UserActor } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { bookingsRouter } from "../../bookings/index.ts";
import { paymentsRouter } from "../router.ts";
import { insertInvoice } from "./invoices.ts";
import { issueInvoice } from "./issue-invoice.ts";
import { invoiceQueue } from "./jobs.ts";

let rig: Rig;
let owner: pg.Client;
let guest: UserActor;
const system = { kind: "system" } as const;
const roll = dice(20_261_120);

beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
  owner = new pg.Client({ connectionString: rig.database.ownerUrl });
  await owner.connect();
});
afterEach(() => expectWholeSeries());
afterAll(async () => {
  await owner.end();
  await rig.close();
});

/** Payments here have no provider behind them: only what is said of invoices is asked. */
async function expectWholeSeries(): Promise<void> {
  const violations = await checkInvariants(rig.sql);
  expect(violations.filter(({ name }) => name.startsWith("invoice."))).toEqual([]);
}

let homeId: string;
let nights = 0;

/** A stay that is paid; without a worker, its job waits. */
async function paid(): Promise<Booking> {
  // Homes are booked two years ahead at most.
  if (nights % 500 === 0) homeId = await rig.addHome();
  const day = 30 + (nights % 500);
  nights += 1;
  const wish = { listingId: homeId, checkIn: daysAhead(day), checkOut: daysAhead(day + 1), guests: { adults: 1 } };
  const quote = Quote.parse(await rig.call(bookingsRouter.quote.action, wish));
  const booking = Booking.parse(await rig.call(bookingsRouter.create.action, { quoteId: quote.id }, guest));
  await tell(rig, providerState(booking, "captured"));
  return booking;
}

const receiptOf = async ({ paymentId }: Booking): Promise<Receipt> =>
  Receipt.parse(await rig.call(paymentsRouter.receipt.action, { paymentId }, guest));
const issue = (id: string, of = "payment") => rig.call(issueInvoice, { of, id }, system);
const lastNumber = async () =>
  (await rig.sql.one<{ last: number }>("test_last", "select coalesce(sum(last), 0)::int as last from invoice_counter"))
    ?.last ?? 0;

test("a receipt is readable at once, without its number; a sweep issues what no job has", async () => {
  const booking = await paid();
  const before = await receiptOf(booking);
  expect(before).toMatchObject({ number: null, issuedAt: null, total: booking.total });
  expect(await rig.jobs("payments.issue-invoice")).toMatchObject([{ data: { paymentId: booking.paymentId } }]);
  const sweep = rig.app.sweeps.find(({ name }) => name === "payments.issueReceipts");
  expect(await sweep?.run()).toBe(0);
  await rig.sql.run("test_older", "update payment set created_at = created_at - interval '2 hours'");
  expect(await sweep?.run()).toBe(1);
  const after = await receiptOf(booking);
  expect(after).toEqual({ ...before, number: expect.stringMatching(/^\d{4}-000001$/), issuedAt: expect.any(String) });
  expect(await sweep?.run()).toBe(0);
});

test("a job that runs again, or twice at once, issues nothing more", async () => {
  const { paymentId } = await paid();
  const queue = invoiceQueue(rig.app.engine);
  const before = await lastNumber();
  const job = { eventId: newId(), type: "payment.captured", data: { paymentId, reference: newId() } };
  await Promise.all([queue.handle(job), queue.handle(job), queue.handle(job)]);
  await queue.handle(job);
  expect(await lastNumber()).toBe(before + 1);
  expect(await issue(newId())).toEqual({ moved: false });
  expect(await issue(newId(), "refund")).toEqual({ moved: false });
});

test("a credit note comes after its receipt, whichever job is first, and once", async () => {
  const { id: reference, paymentId, total } = await paid();
  const refundId = newId();
  const lines = JSON.stringify([{ line: 0, amountMinor: 700 }]);
  await rig.sql.run(
    "test_refund",
    `insert into refund (id, payment_id, status, reason, note, amount_minor, lines, provider_ref, created_at, settled_at)
     values ($1, $2, 'succeeded', 'goodwill', 'Sorry.', 700, $3, 're_1', now(), now())`,
    [refundId, paymentId, lines],
  );
  expect(await issue(refundId, "refund")).toEqual({ moved: true });
  expect(await issue(refundId, "refund")).toEqual({ moved: false });
  expect(await issue(paymentId)).toEqual({ moved: false });
  const rows = await rig.sql.all<{ kind: string; body: Record<string, unknown> }>(
    "test_invoices",
    "select kind, body from invoice where payment_id = $1 order by year, number",
    [paymentId],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(["receipt", "credit_note"]);
  expect(rows[0]?.body).toMatchObject({ total });
  expect(rows[1]?.body).toMatchObject({
    ...{ receipt: expect.stringMatching(/^\d{4}-\d{6}$/), reason: "goodwill", note: "Sorry." },
    ...{ amount: { amount: 700, currency: "NOK" }, lines: [{ line: 0, kind: "nightly" }] },
  });
  expect(JSON.stringify(rows)).not.toContain(reference);
});

test("a refund that moves while its credit note is written waits, and is no deadlock", async () => {
  const { paymentId } = await paid();
  await issue(paymentId);
  const refundId = newId();
  await rig.sql.run(
    "test_refund_moving",
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, provider_ref, created_at, settled_at)
     values ($1, $2, 'succeeded', 'goodwill', 700, $3, 're_2', now(), now())`,
    [refundId, paymentId, JSON.stringify([{ line: 0, amountMinor: 700 }])],
  );
  const deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
  const before = await owner.query(deadlocks);
  // As every event does: the payment first, then the refund.
  await owner.query("begin");
  await owner.query("select 1 from payment where id = $1 for update", [paymentId]);
  const issuing = issue(refundId, "refund");
  await until("the credit note waits", async () => {
    const waiting = await rig.sql.one(
      "test_waiting",
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 1",
    );
    return waiting ? true : undefined;
  });
  await owner.query("update refund set failure_code = null where id = $1", [refundId]);
  await owner.query("commit");
  expect(await issuing).toEqual({ moved: true });
  expect((await owner.query(deadlocks)).rows).toEqual(before.rows);
});

test("what was issued is never changed or taken back, and no number is used twice", async () => {
  await expect(rig.pool.query("update invoice set body = '{}'")).rejects.toThrow(/permission denied/);
  await expect(owner.query("delete from invoice")).rejects.toThrow(/append/);
  await expect(
    owner.query("insert into invoice select year, number, kind, payment_id, refund_id, body, issued_at from invoice"),
  ).rejects.toThrow(/invoice_pkey/);
});

test("a year begins at 1, by the clock of the domain, in UTC; a number that is undone is given again", async () => {
  const bookings = await Promise.all(Array.from({ length: 2 }, paid));
  const numbers: string[] = [];
  for (const { paymentId } of bookings) {
    const undone = rig.inTransaction(async (sql) => {
      const draft = { kind: "receipt", paymentId, refundId: null, body: {} } as const;
      numbers.push(await insertInvoice({ sql, now: new Date("2041-12-31T23:59:59.999Z") }, draft));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
  }
  expect(numbers).toEqual(["2041-000001", "2041-000001"]);
});

test("200 at once, some of them undone: the numbers are 1 to n, without a gap and without a double", async () => {
  const bookings: Booking[] = [];
  for (let round = 0; round < 10; round += 1) {
    bookings.push(...(await Promise.all(Array.from({ length: 20 }, paid))));
  }
  const before = await lastNumber();
  await owner.query(`create function fail_sometimes() returns trigger language plpgsql as
    $$ begin if random() < 0.3 then raise exception 'undone'; end if; return new; end $$`);
  // At the very end of a transaction, when its number has been taken.
  await owner.query(`create constraint trigger fail_sometimes after insert on invoice deferrable initially deferred
    for each row execute function fail_sometimes()`);
  let undone = 0;
  const untilIssued = async (paymentId: string): Promise<void> => {
    for (;;) {
      try {
        await issue(paymentId);
        return;
      } catch (error) {
        if (!String(error).includes("undone") && !String(Object(error).cause).includes("undone")) throw error;
        undone += 1;
      }
    }
  };
  // Every second one has its job twice.
  await Promise.all(
    bookings.flatMap(({ paymentId }) =>
      roll(2) === 0 ? [untilIssued(paymentId)] : [untilIssued(paymentId), untilIssued(paymentId)],
    ),
  );
  await owner.query("drop trigger fail_sometimes on invoice");
  expect(undone).toBeGreaterThan(20);
  expect(await lastNumber()).toBe(before + 200);
  const numbers = await rig.sql.all<{ number: number }>("test_numbers", "select number from invoice order by number");
  expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: before + 200 }, (_, at) => at + 1));
});
