import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/database.ts";
import { createPool } from "../../platform/db.ts";
import { readEnv } from "../../platform/env.ts";
import { newId } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import type { Mail } from "../../platform/mail.ts";
import { envPort } from "../../platform/settings.ts";
import { sqlOn } from "../../platform/sql.ts";
import { disputeQueues } from "./dispute-queues.ts";
import { bookingFactsPort, type ChargebackFacts, chargebackFactsPort, mailerPort } from "./ports.ts";

let database: TestDatabase;
let pool: pg.Pool;
const house = {};
const inbox: Mail[] = [];
let dispute: ChargebackFacts;
const reference = newId();

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool({ url: database.url, max: 4, log: createLog({ level: "silent" }) });
  envPort.plug(
    house,
    readEnv({
      DATABASE_URL: "postgres://unused",
      STRIPE_SECRET_KEY: "unused",
      STRIPE_WEBHOOK_SECRET: "unused",
      SMTP_URL: "smtp://unused",
    }),
  );
  mailerPort.plug(house, { send: async (mail) => void inbox.push(mail), close: () => undefined });
  chargebackFactsPort.plug(house, async (_sql, id) => (id === dispute.chargebackId ? dispute : undefined));
  bookingFactsPort.plug(house, async (_sql, bookingId) => ({
    ...{ bookingId, paymentId: newId(), listingTitle: "Rorbu", city: "Reine", country: "NO" },
    ...{ checkIn: "2026-12-30", checkOut: "2027-01-02", guests: { adults: 2, children: 0, infants: 0, pets: 0 } },
    ...{ lineItems: [], total: nok(399_000), guestId: newId(), hostId: dispute.hostId, state: "confirmed" },
    ...{ bookingMode: "instant", respondBy: null, declineReason: null, isAsked: false, isAccepted: false },
    presentment: {
      currency: "NOK",
      rate: "1",
      source: "same",
      at: "2026-01-01T00:00:00.000Z",
      total: nok(399_000),
      lines: [],
    },
  }));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  inbox.length = 0;
  await pool.query("delete from notification");
  dispute = {
    ...{ chargebackId: newId(), hostId: await person("guest"), status: "needs_response", reason: "fraudulent" },
    ...{ amount: nok(399_000), evidenceDueBy: "2027-01-02T23:59:59.000Z", isAbsorbed: false },
  };
});

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;
async function person(role: string, status = "active") {
  const id = newId();
  await pool.query(
    `insert into app_user (id, email, first_name, last_name, roles, status, email_verified_at, created_at)
     values ($1, $2, 'Nils', 'Holm', array[$3]::role[], $4, now(), now())`,
    [id, `${id}@example.com`, role, status],
  );
  return id;
}

const run = async (queue: string, change: object = {}) => {
  const job = { eventId: newId(), data: { chargebackId: dispute.chargebackId, reference, ...change } };
  const found = disputeQueues({ house, sql: sqlOn(pool) }).find(({ name }) => name === queue);
  if (!found) throw new Error(`there is no ${queue}`);
  await found.handle(job);
  await found.handle(job);
};
const texts = () => inbox.map(({ subject, text }) => `${subject}\n${text.replaceAll("\u00a0", " ")}`);

test("the host reads once that a payment is disputed, how much, and that his payout waits", async () => {
  await run("mail.dispute-opened");
  expect(inbox).toHaveLength(1);
  expect(texts()[0]).toMatch(/^A payment is disputed: Rorbu\n/);
  expect(texts()[0]).toContain("your payout for it waits");
  expect(texts()[0]).toContain("Disputed: NOK 3,990.00");
  expect(inbox[0]?.to.address).toBe(`${dispute.hostId}@example.com`);
});

test("the host reads what a decision means to him", async () => {
  dispute = { ...dispute, status: "won" };
  await run("mail.dispute-won");
  dispute = { ...dispute, status: "lost" };
  await run("mail.dispute-lost");
  dispute = { ...dispute, isAbsorbed: true };
  await run("mail.dispute-lost");
  const [won, lost, absorbed] = texts();
  expect(won).toContain("waits for it no more");
  expect(lost).toContain("less by your part of it");
  expect(absorbed).toContain("that stays yours");
});

test("every operator who is there reads when evidence is due, and for what reason", async () => {
  const [one, other] = [await person("admin"), await person("admin")];
  await person("admin", "suspended");
  await run("mail.dispute-evidence-due");
  expect(inbox.map(({ to }) => to.address).toSorted()).toEqual(
    [`${one}@example.com`, `${other}@example.com`].toSorted(),
  );
  expect(texts()[0]).toContain("Reason: fraudulent\nDue: 2 January 2027, 23:59 UTC");
  dispute = { ...dispute, evidenceDueBy: null, chargebackId: newId() };
  await run("mail.dispute-evidence-due");
  expect(texts().at(-1)).toContain("Due: soon");
});

test("what has moved on, or is gone, gets no outdated mail", async () => {
  dispute = { ...dispute, status: "won" };
  await run("mail.dispute-opened");
  await run("mail.dispute-lost");
  await run("mail.dispute-evidence-due");
  await run("mail.dispute-won", { chargebackId: newId() });
  expect(inbox).toEqual([]);
});
