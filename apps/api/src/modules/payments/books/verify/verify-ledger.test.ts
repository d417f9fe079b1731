import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../../../../test/app.ts";
import { quiet } from "../../../../../test/expectations.ts";
import { advance, booked, home, pay, person, stay } from "../../../../../test/factories.ts";
import { createPool } from "../../../../platform/db.ts";
import { createLog } from "../../../../platform/log.ts";
import { type Sql, sqlOn } from "../../../../platform/sql.ts";
import { type Verified, verifyLedger } from "./verify-ledger.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  const [guest, host, operator] = [await person(app), await person(app, "host"), await person(app, "admin")];
  const listing = await home(app, host);
  const { payments } = app.client(operator.token);
  for (const days of [10, 20, 30, 40]) {
    const { id, paymentId } = await booked(app, guest, { listing, dates: stay(days) });
    await pay(app, guest, { bookingId: id, card: "pm_card_visa" });
    const amount = { amount: 12_345, currency: "NOK" } as const;
    if (days === 10 || days === 20) await payments.refund.mutate({ paymentId, amount, reason: "goodwill" });
    if (days === 30) await payments.refund.mutate({ paymentId, reason: "goodwill" });
    // One is earned after a part went back; more goes back of it after that.
    if (days === 10) await advance(app, "P14D");
    if (days === 10) await payments.refund.mutate({ paymentId, amount, reason: "other" });
  }
  await quiet(app);
});
afterAll(() => app.close());

async function verified(sql: Sql): Promise<readonly Verified[]> {
  const found: Verified[] = [];
  for await (const one of verifyLedger(sql)) found.push(one);
  return found;
}

test("everything holds after payments, refunds in part and whole, before and after they were earned", async () => {
  const found = await verified(app.app.sql);
  expect(found.flatMap(({ broken }) => broken)).toEqual([]);
  expect(found.at(-1)?.claim.name).toBe("positions");
  expect(found.length).toBeGreaterThan(8);
});

/** Breaks something as only the owner could, looks, and takes it back. */
async function brokenBy(breaking: string): Promise<string | undefined> {
  const log = createLog({ level: "silent" });
  const pool = createPool({ url: app.database.superuserUrl, max: 1, log, statementTimeoutMs: 15_000 });
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query(breaking);
    const found = await verified(sqlOn(client));
    return found.find(({ broken }) => broken.length > 0)?.claim.name;
  } finally {
    await client.query("rollback");
    client.release();
    await pool.end();
  }
}

test.each([
  ["zero_sums", "update ledger_entry set amount_minor = amount_minor + 1 where account = 'revenue'"],
  ["business_keys", "update ledger_transaction set business_key = 'x' || id where business_key like 'capture:%'"],
  ["captures", "update ledger_transaction set business_key = 'fee:' || id where business_key like 'capture:%'"],
  ["refunds", "update ledger_transaction set business_key = 'late:x' || id where business_key like 'refund:%'"],
  ["holders", "update ledger_entry set holder_id = uuidv7() where account = 'host_payable'"],
  ["sources", "update ledger_transaction set source = null"],
  ["positions", "update payment set earned_at = null"],
  ["positions", "update payment set earned_at = now() where captured_minor > 0"],
  ["positions", "update ledger_entry set account = 'fx' where account = 'guest_held'"],
  ["positions", `update refund set lines = '[{"line": 0, "amountMinor": 1}]'`],
  ["append_only", "grant update on ledger_entry to roost_app"],
])("%s is found broken by: %s", async (name, breaking) => {
  expect(await brokenBy(breaking)).toBe(name);
});
