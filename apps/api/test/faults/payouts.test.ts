import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { home, type Person, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { accountIs, onboard, paidStay, payoutIs, payoutOf } from "../payouts.ts";
import { countProviderEvents, stripeOf } from "../provider.ts";

let app: TestApp;
let gate: Gate;
let guest: Person;
let host: Person;
let listing: { readonly id: string };
let days = 30;

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ STRIPE_API_BASE: gate.url });
  gate.to(app.stripe.port);
  [guest, host] = await Promise.all([person(app), person(app, "host")]);
  listing = await home(app, host);
  await onboard(app, host);
  await accountIs(app, host, "enabled");
});
afterEach(async () => {
  gate.open();
  await quiet(app, () => countProviderEvents(app));
  await expectInvariants(app);
});
afterAll(async () => {
  await app.close();
  await gate.close();
});

const transfersFor = async (bookingId: string) =>
  (await stripeOf(app).transfers.list({ transfer_group: bookingId })).data.length;
const dueNow = async (bookingId: string) => {
  const { id } = await payoutOf(app, host, bookingId);
  await app.app.pool.query("update payout set due_at = roost_now() - interval '1 minute' where id = $1", [id]);
};

// Cut off before Stripe has heard of it, and after it was done but before we heard so.
test.each(["requests", "answers"] as const)(
  "a transfer that is cut off between its phases (%s held) is made once, and paid out",
  async (held) => {
    const { id: bookingId } = await paidStay(app, guest, { listing, dates: stay((days += 7)) });
    await quiet(app, () => countProviderEvents(app));
    gate.hold(held);
    await dueNow(bookingId);
    await until("the transfer to be asked for", () =>
      app.app.sql.one(
        "test_transfer_running",
        "select 1 as one from provider_call where status = 'running' and work = 'payments.transfer'",
      ),
    );
    gate.shut();
    gate.open();
    await payoutIs(app, host, { bookingId, status: "paid" });
    expect(await transfersFor(bookingId)).toBe(1);
  },
);

test("while Stripe is down payouts wait, and go afterwards", async () => {
  const { id: bookingId } = await paidStay(app, guest, { listing, dates: stay((days += 7)) });
  await quiet(app, () => countProviderEvents(app));
  gate.shut();
  await dueNow(bookingId);
  await payoutIs(app, host, { bookingId, status: "in_transit" });
  expect(await transfersFor(bookingId)).toBe(0);
  gate.open();
  await payoutIs(app, host, { bookingId, status: "paid" });
  expect(await transfersFor(bookingId)).toBe(1);
});
