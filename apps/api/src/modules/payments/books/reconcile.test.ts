import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { booked, home, type Person, pay, person, stay } from "../../../../test/factories.ts";
import { stripeOf } from "../../../../test/provider.ts";
import { createLog } from "../../../platform/log.ts";
import { type BooksGateway, booksPort } from "./books-gateway.ts";
import { reconcile } from "./reconcile.ts";

let app: TestApp;
let operator: Person;
beforeAll(async () => {
  app = await startTestApp();
  const [guest, host] = [await person(app), await person(app, "host")];
  operator = await person(app, "admin");
  const listing = await home(app, host);
  for (const days of [20, 40]) {
    const { id, paymentId } = await booked(app, guest, { listing, dates: stay(days) });
    await pay(app, guest, { bookingId: id, card: "pm_card_visa" });
    if (days === 40) {
      await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "goodwill" });
    }
  }
  await quiet(app);
});
afterAll(() => app.close());

const compare = (settleMs = 0) => {
  const { engine, sql, house } = app.app;
  return reconcile({ engine, sql, house, log: createLog({ level: "silent" }) }, { settleMs });
};

const balances = async () => {
  const { data } = await app.client(operator.token).admin.ledgerBalances.query({});
  return new Map(data.map(({ account, balance }) => [`${account} ${balance.currency}`, balance.amount]));
};

test("charges with their fees and refunds are in both books alike", async () => {
  expect(await compare()).toMatchObject({ differences: [], transactions: 3 });
  expect(await compare()).toMatchObject({ differences: [], transactions: 0 });
});

test("what we move between our bank and the provider, and what it charges, is booked by itself", async () => {
  const stripe = stripeOf(app);
  await stripe.topups.create({ amount: 500_000, currency: "nok", description: "For payouts" });
  expect(await compare()).toMatchObject({ differences: [] });
  const after = await balances();
  expect(after.get("bank NOK")).toBe(-500_000);
  expect(after.get("suspense NOK")).toBeUndefined();
  await expectInvariants(app);
});

test("what nobody explains stands in suspense with an alarm, until it is explained", async () => {
  const stripe = stripeOf(app);
  const intent = await stripe.paymentIntents.create({
    ...{ amount: 70_000, currency: "nok", confirm: true, payment_method: "pm_card_visa" },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  const { latest_charge: charge } = intent;
  const source = typeof charge === "string" ? charge : (charge?.id ?? "");
  const netMinor = 70_000 - 2_060;
  expect(await compare(60_000)).toMatchObject({ differences: [] });
  const apart = { source, currency: "NOK", ledgerMinor: 0, providerMinor: netMinor, differenceMinor: netMinor };
  expect(await compare()).toMatchObject({ differences: [apart] });
  expect((await balances()).get("suspense NOK")).toBe(-netMinor);
  // It stays in the list, but the alarm is given once.
  expect(await compare()).toMatchObject({ differences: [apart] });
  expect(await alarms()).toBe(1);

  await app.app.pool.query(
    `with t as (insert into ledger_transaction (id, business_key, reference, source, at)
       values (uuidv7(), 'by hand', uuidv7(), $1, now()) returning id)
     insert into ledger_entry (id, transaction_id, account, currency, amount_minor)
     select uuidv7(), t.id, a, 'NOK', m from t, (values ('provider_clearing', $2::bigint), ('platform_loss', -$2::bigint)) x (a, m)`,
    [source, netMinor],
  );
  expect(await compare()).toMatchObject({ differences: [] });
  expect((await balances()).get("suspense NOK")).toBe(0);
  expect(await alarms()).toBe(1);
  const { data } = await app.client(operator.token).admin.reconciliations.query({ limit: 1 });
  expect(data).toMatchObject([{ differences: [], provider: "stripe" }]);
});

test("a balance that its own lines do not sum to is told", async () => {
  const { house } = app.app;
  const books = booksPort.from({ house });
  const wrong: BooksGateway = {
    transactions: (since) => books.transactions(since),
    balances: async () => [...(await books.balances()), { currency: "SEK", amountMinor: 5 }],
  };
  booksPort.plug(house, wrong);
  try {
    const [difference] = (await compare()).differences;
    expect(difference).toEqual({
      ...{ source: "balance", currency: "SEK" },
      ...{ ledgerMinor: 0, providerMinor: 5, differenceMinor: 5 },
    });
  } finally {
    booksPort.plug(house, books);
  }
});

const alarms = async () => {
  const { rows } = await app.app.pool.query("select count(*)::int as n from event where type = 'ledger.difference'");
  return rows[0]?.n;
};
