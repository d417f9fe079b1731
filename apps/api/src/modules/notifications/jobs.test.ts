import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/database.ts";
import { createPool } from "../../platform/db.ts";
import { readEnv } from "../../platform/env.ts";
import { newId } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import type { Mail } from "../../platform/mail.ts";
import { envPort, originPort } from "../../platform/settings.ts";
import { sqlOn } from "../../platform/sql.ts";
import { notificationQueues } from "./jobs.ts";
import {
  type BookingFacts,
  bookingFactsPort,
  mailerPort,
  type RefundFacts,
  receiptLinkPort,
  refundFactsPort,
  verificationTokenPort,
} from "./ports.ts";

let database: TestDatabase;
let pool: pg.Pool;
const house = {};
const inbox: Mail[] = [];
/** What the mail server does with the next mails; it takes them where nothing is said. */
let server: (mail: Mail) => Promise<void> = async () => undefined;
let booking: BookingFacts;
let refund: RefundFacts;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool({ url: database.url, max: 8, log: createLog({ level: "silent" }) });
  mailerPort.plug(house, {
    async send(mail) {
      await server(mail);
      inbox.push(mail);
    },
    close: () => undefined,
  });
  envPort.plug(house, readEnv(variables));
  originPort.plug(house, "https://roost.example");
  verificationTokenPort.plug(house, async (_sql, signUpId) => `the-token-of-${signUpId}`);
  receiptLinkPort.plug(house, (paymentId) => `https://roost.example/receipts/of-${paymentId}`);
  refundFactsPort.plug(house, async (_sql, refundId) => (refundId === refund.refundId ? refund : undefined));
  bookingFactsPort.plug(house, async (_sql, bookingId) => (bookingId === booking.bookingId ? booking : undefined));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  inbox.length = 0;
  server = async () => undefined;
  const ids = { bookingId: newId(), paymentId: newId() };
  booking = { ...stay, ...ids, guestId: await person("guest"), hostId: await person("host") };
  refund = {
    ...{ refundId: newId(), paymentId: ids.paymentId, reference: ids.bookingId, payerId: booking.guestId },
    ...{ status: "succeeded", reason: "goodwill", note: null, amount: stay.total, lines: [], remaining: stay.total },
    ...{ failureCode: null, attempts: 1, nextTryAt: null },
  };
});

const variables = {
  DATABASE_URL: "postgres://unused",
  STRIPE_SECRET_KEY: "unused",
  STRIPE_WEBHOOK_SECRET: "unused",
  SMTP_URL: "smtp://unused",
  MAIL_FROM: "Roost <no-reply@mail.roost.example>",
};
const stay = {
  listingTitle: "Rorbu",
  city: "Reine",
  country: "NO",
  checkIn: "2026-12-30",
  checkOut: "2027-01-02",
  guests: { adults: 2, children: 0, infants: 0, pets: 0 },
  lineItems: [],
  total: { amount: 399_000, currency: "NOK" },
  presentment: {
    currency: "NOK",
    rate: "1",
    source: "same",
    at: "2026-11-30T10:00:00.000Z",
    total: { amount: 399_000, currency: "NOK" },
  },
  state: "confirmed",
  bookingMode: "instant",
  respondBy: null,
  declineReason: null,
  isAsked: false,
  isAccepted: false,
} as const;

async function person(name: string, change: { status?: string; email?: string; verified?: boolean } = {}) {
  const id = newId();
  const { status = "active", email = `${name}-${id}@example.com`, verified = true } = change;
  await pool.query(
    `insert into app_user (id, email, first_name, last_name, roles, status, email_verified_at, created_at)
     values ($1, $2, $3, 'Name', '{guest}', $4, case when $5 then now() end, now())`,
    [id, email, name, status, verified],
  );
  return id;
}
const run = async (queue: string, data: object) =>
  notificationQueues(house, sqlOn(pool))
    .find(({ name }) => name === queue)
    ?.handle(data);
const event = () => ({ eventId: newId(), type: "booking.confirmed", data: { bookingId: booking.bookingId } });
const addressOf = async (id: string) =>
  (await pool.query("select email from app_user where id = $1", [id])).rows[0].email;
const recipients = () => inbox.map((mail) => mail.to.address).sort();

test("guest and host get one mail each, however often the job runs", async () => {
  const job = event();
  await run("mail.booking-confirmed", job);
  await run("mail.booking-confirmed", job);
  expect(recipients()).toEqual([await addressOf(booking.guestId), await addressOf(booking.hostId)]);
  expect(inbox.map((mail) => mail.messageId)).toContain(
    `<booking-confirmed.${booking.guestId}.${job.eventId}@mail.roost.example>`,
  );
});

test("two workers with the same event at once send one mail", async () => {
  booking = { ...booking, state: "expired" };
  const gate = Promise.withResolvers<void>();
  server = () => gate.promise;
  const job = event();
  const first = run("mail.booking-expired", job);
  await expect
    .poll(async () => (await pool.query("select from notification where event_id = $1", [job.eventId])).rowCount)
    .toBe(1);
  await expect(run("mail.booking-expired", job)).rejects.toThrow("another worker is sending this mail");
  gate.resolve();
  await first;
  await run("mail.booking-expired", job);
  expect(inbox).toHaveLength(1);
});

test("a mail that fails is tried again with the same Message-ID, and what was sent is not repeated", async () => {
  const hostAddress = await addressOf(booking.hostId);
  const tried: string[] = [];
  server = async (mail) => {
    tried.push(mail.messageId);
    if (mail.to.address === hostAddress) throw new Error(`550 no mailbox ${hostAddress}`);
  };
  const job = event();
  const failure = run("mail.booking-confirmed", job);
  await expect(failure).rejects.toThrow("the mail was not sent");
  await expect(failure).rejects.not.toThrow(hostAddress);
  expect(recipients()).toEqual([await addressOf(booking.guestId)]);
  server = async (mail) => void tried.push(mail.messageId);
  await run("mail.booking-confirmed", job);
  expect(inbox).toHaveLength(2);
  expect(tried).toHaveLength(3);
  expect(new Set(tried).size).toBe(2);
});

test("a mail whose worker died goes out once its lease is over", async () => {
  booking = { ...booking, state: "cancelled" };
  const job = event();
  await pool.query(
    `insert into notification (event_id, user_id, kind, created_at)
     values ($1, $2, 'booking-cancelled', now() - interval '3 minutes')`,
    [job.eventId, booking.hostId],
  );
  await run("mail.booking-cancelled", job);
  expect(recipients()).toEqual([await addressOf(booking.hostId)]);
});

test("a booking that has moved on, or is gone, gets no outdated mail", async () => {
  await run("mail.booking-expired", event());
  await run("mail.booking-confirmed", { ...event(), data: { bookingId: newId() } });
  expect(inbox).toEqual([]);
});

test("suspended, deleted and imported people get no mail", async () => {
  for (const change of [{ status: "suspended" }, { status: "deleted" }, { email: `host-${newId()}@import.invalid` }]) {
    const userId = await person("nobody", change);
    await run("mail.account-exists", { userId, mailId: newId() });
  }
  expect(inbox).toEqual([]);
});

const ofRefund = (refundId = refund.refundId) => ({ eventId: newId(), data: { refundId } });

test("the guest alone is told of money that went back, once, whatever became of the booking", async () => {
  for (const state of ["expired", "cancelled"] as const) {
    booking = { ...booking, state };
    await run("mail.payment-refunded", ofRefund());
  }
  await run("mail.payment-refunded", ofRefund(newId()));
  expect(recipients()).toEqual([await addressOf(booking.guestId)]);
  expect(inbox[0]?.text).toContain(`https://roost.example/receipts/of-${refund.paymentId}`);
});

test("a refund that came back from the bank is told to operators, and not to the guest", async () => {
  const operator = await person("operator");
  await pool.query("update app_user set roles = '{guest,admin}' where id = $1", [operator]);
  refund = { ...refund, status: "failed", failureCode: "expired_or_canceled_card" };
  await run("mail.payment-refunded", ofRefund());
  await run("mail.refund-failed", ofRefund());
  await run("mail.refund-failed", ofRefund(newId()));
  expect(recipients()).toEqual([await addressOf(operator)]);
  refund = { ...refund, status: "succeeded" };
  await run("mail.refund-failed", ofRefund());
  expect(inbox).toHaveLength(1);
});

test("the guest's confirmation has the way to his receipt, the host's has not", async () => {
  await run("mail.booking-confirmed", event());
  const withLink = inbox.filter(({ text }) => text.includes(`/receipts/of-${booking.paymentId}`));
  expect(withLink.map(({ to }) => to.address)).toEqual([await addressOf(booking.guestId)]);
});

test("an unconfirmed address gets a link, and nothing that its sign-up typed in", async () => {
  const userId = await person("click-evil.example", { email: `new-${newId()}@example.com`, verified: false });
  const job = { userId, mailId: newId() };
  await run("mail.verify-email", job);
  await run("mail.verify-email", job);
  expect(inbox).toHaveLength(1);
  const [mail] = inbox;
  expect(mail?.text).toContain(`https://roost.example/verify-email?token=the-token-of-${job.mailId}`);
  expect(JSON.stringify({ ...mail, to: mail?.to.name })).not.toContain("evil");
  await run("mail.verify-email", { userId: await person("done"), mailId: newId() });
  expect(inbox).toHaveLength(1);
});

test("a request is told to its host, its refusal to its guest, and its end to both", async () => {
  const ofPayment = () => ({ eventId: newId(), data: { paymentId: newId(), reference: booking.bookingId } });
  booking = { ...booking, bookingMode: "request", isAsked: true, state: "pending_host" };
  await run("mail.booking-requested", ofPayment());
  expect(recipients()).toEqual([await addressOf(booking.hostId)]);
  booking = { ...booking, state: "accepted" };
  await run("mail.booking-requested", ofPayment());
  expect(inbox).toHaveLength(1);

  inbox.length = 0;
  booking = { ...booking, state: "declined" };
  await run("mail.booking-declined", event());
  expect(recipients()).toEqual([await addressOf(booking.guestId)]);

  inbox.length = 0;
  booking = { ...booking, state: "expired" };
  await run("mail.booking-expired", event());
  expect(recipients()).toEqual([await addressOf(booking.guestId), await addressOf(booking.hostId)]);
});

test("a host who was never asked is not told that a request came to nothing", async () => {
  booking = { ...booking, bookingMode: "request", state: "expired" };
  await run("mail.booking-expired", event());
  expect(recipients()).toEqual([await addressOf(booking.guestId)]);
  inbox.length = 0;
  booking = { ...booking, state: "cancelled" };
  await run("mail.booking-cancelled", event());
  expect(inbox).toEqual([]);
});

test("no mail is about a booking that is not there, or has moved on since", async () => {
  for (const queue of [
    "mail.booking-confirmed",
    "mail.booking-declined",
    "mail.booking-expired",
    "mail.booking-cancelled",
  ]) {
    await run(queue, { ...event(), data: { bookingId: newId() } });
    booking = { ...booking, state: "checked_in" };
    await run(queue, event());
  }
  expect(inbox).toEqual([]);
});
