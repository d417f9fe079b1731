import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { booked, home, type Person, person, stay } from "../../../../test/factories.ts";
import { confirmInBrowser, stripeOf } from "../../../../test/provider.ts";
import { createLog } from "../../../platform/log.ts";
import { stripeEvents } from "../stripe/events.ts";
import { eventListPort } from "./event-list.ts";
import { findLostEvents } from "./find-lost-events.ts";

let app: TestApp;
let guest: Person;
let listing: { readonly id: string };
beforeAll(async () => {
  app = await startTestApp();
  guest = await person(app);
  listing = await home(app, await person(app, "host"));
});
afterAll(() => app.close());

test("a payment whose webhooks all got lost is captured once the provider's list is read", async () => {
  const { id: bookingId, paymentId } = await booked(app, guest, { listing, dates: stay(30) });
  const { payments } = app.client(guest.token);
  const { next } = await payments.start.mutate({ bookingId, provider: "stripe" });
  // Nobody listens there.
  app.stripe.setWebhook({ url: "http://127.0.0.1:9/", secret: "whsec_nobody" });
  await confirmInBrowser(app, next.kind === "client_secret" ? next.clientSecret : "", "pm_card_visa");
  expect((await payments.get.query({ paymentId })).status).toBe("requires_payment");

  const site = { ...app.app, log: createLog({ level: "silent" }) };
  expect(await findLostEvents(site)).toBeGreaterThan(0);
  await until("the capture", async () =>
    (await payments.get.query({ paymentId })).status === "captured" ? true : undefined,
  );
  expect(await findLostEvents(site)).toBe(0);
  await quiet(app);
  await expectInvariants(app);
});

test("all accounts that we wait to hear of are listed, those with money on its way first, whichever fails", async () => {
  const { userId } = await person(app, "host");
  const insert = (text: string, values: unknown[]) => app.app.pool.query(text, values);
  // Many who began and never finished, then one who began long ago; before all of them one whose payout is on its way.
  const account = `insert into payout_account (id, user_id, provider, provider_ref, country, status, created_at)
    values (uuidv7(), $1, 'stripe', $2, 'NO', $3, roost_now() - $4::interval) returning id`;
  const payout = `insert into payout (id, payee_id, reference, purpose, status, currency, due_at, account_id, created_at, paid_at)
    values (uuidv7(), $1, uuidv7(), 'claim', $2, 'NOK', now(), $3, now(), now() - $4::interval)`;
  const payouts = [
    ["acct_paid", "in_transit", null],
    ["acct_lately", "paid", "13 days"],
    ["acct_long_ago", "paid", "15 days"],
  ] as const;
  for (const [name, status, paidAgo] of payouts) {
    const { rows } = await insert(account, [userId, name, "replaced", "1 year"]);
    await insert(payout, [userId, status, rows[0]?.id, paidAgo]);
  }
  await insert(
    `insert into app_user select (jsonb_populate_record(u, jsonb_build_object('id', uuidv7(), 'email', 'h' || n || '@x.test'))).*
     from app_user u, generate_series(1, 250) n where u.id = $1`,
    [userId],
  );
  await insert(
    `insert into payout_account (id, user_id, provider, provider_ref, country, status, created_at)
     select uuidv7(), id, 'stripe', 'acct_' || email, 'NO', 'onboarding', roost_now()
     from app_user where email like 'h%@x.test'`,
    [],
  );
  await insert(account, [userId, "acct_gave_up", "onboarding", "31 days"]);
  const asked: (string | null)[] = [];
  const list = eventListPort.from(app.app);
  eventListPort.plug(app.app.house, {
    async *events(_since, of) {
      asked.push(of);
      if (of === "acct_paid") throw new Error("this account has left");
      yield [];
    },
  });
  try {
    expect(await findLostEvents({ ...app.app, log: createLog({ level: "silent" }) })).toBe(0);
  } finally {
    eventListPort.plug(app.app.house, list);
    await insert("delete from payout where payee_id = $1", [userId]);
  }
  expect(asked.slice(0, 3)).toEqual([null, "acct_lately", "acct_paid"]);
  expect(asked).toHaveLength(253);
  expect(asked).not.toContain("acct_long_ago");
  expect(asked).not.toContain("acct_gave_up");
});

test("events of connected accounts may be signed with a secret of their own", () => {
  const stripe = stripeOf(app);
  const { readEvent } = stripeEvents(stripe, ["whsec_own", "whsec_connect"]);
  const data = { object: { object: "payout", id: "po_1" } };
  const body = JSON.stringify({ id: "evt_1", type: "payout.paid", account: "acct_1", data });
  const signedWith = (secret: string) => ({
    body,
    headers: { "stripe-signature": stripe.webhooks.generateTestHeaderString({ payload: body, secret }) },
  });
  expect(readEvent(signedWith("whsec_own"))?.account).toBe("acct_1");
  expect(readEvent(signedWith("whsec_connect"))?.subject).toEqual({ kind: "bank_payout", ref: "po_1" });
  expect(readEvent(signedWith("whsec_other"))).toBeUndefined();
});
