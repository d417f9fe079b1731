import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, booked, bookingOf, home, pay, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { codeOf, send } from "../http.ts";
import { environmentOf, type Program, startServer } from "../program.ts";
import { countProviderEvents } from "../provider.ts";
import { catchWebhooks } from "../webhook-catcher.ts";

let app: TestApp;
let gate: Gate;
/** The server whose calls to Stripe can be held back, while the app's own worker still reaches Stripe. */
let slow: Program;

beforeAll(async () => {
  app = await startTestApp();
  gate = await openGate();
  gate.to(app.stripe.port);
  slow = await startServer({ ...environmentOf(app), STRIPE_API_BASE: gate.url });
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  slow.kill("SIGTERM");
  await slow.ended;
  await gate.close();
  await app.close();
});

test("news of a declined attempt that comes while the next one is under way does not end that one", async () => {
  const guest = await person(app);
  const listing = await home(app, await person(app, "host"));
  const { id: bookingId, paymentId } = await booked(app, guest, { listing, dates: stay(30) });
  const catcher = await catchWebhooks(app);
  await expect(pay(app, guest, { bookingId, card: "pm_card_chargeDeclined" })).rejects.toThrow("declined");

  gate.hold("requests");
  const body = { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" };
  const underWay = send(slow.rest, "POST /payments", { token: guest.token, key: "second", body });
  await until("the second attempt to be under way", async () =>
    app.app.sql.one("test_call", "select id from provider_call where status = 'running'"),
  );
  await catcher.deliver(await catcher.caught("payment_intent.payment_failed"));
  await until("the news of the first attempt to be applied", async () =>
    app.app.sql.one(
      "test_failed_event",
      "select 1 from provider_event where type = 'payment_intent.payment_failed' and applied_at is not null",
    ),
  );
  const chargesNow = async () => {
    const { status, charges } = await app.client(guest.token).payments.get.query({ paymentId });
    return [status, ...charges.map((charge) => charge.status)];
  };
  expect(await chargesNow()).toEqual(["processing", "failed", "processing"]);
  // Nobody knows yet whether it pays: until then the booking does not expire.
  await advance(app, "PT16M");
  expect((await bookingOf(app, guest, bookingId)).state).toBe("pending_payment");

  gate.open();
  expect(codeOf(await underWay)).toBe("201");
  await catcher.release();
  await quiet(app, () => countProviderEvents(app));
  expect(await chargesNow()).toEqual(["captured", "failed", "captured"]);
  expect((await bookingOf(app, guest, bookingId)).state).toBe("confirmed");
  catcher.close();
});
