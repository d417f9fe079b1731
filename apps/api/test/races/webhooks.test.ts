import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { booked, bookingOf, home, pay, person, stay } from "../factories.ts";
import { codeOf } from "../http.ts";
import { mailAbout, mailbox } from "../mails.ts";
import { confirmInBrowser } from "../provider.ts";
import { type CaughtEvent, catchWebhooks, type WebhookCatcher } from "../webhook-catcher.ts";

let app: TestApp;
let catcher: WebhookCatcher;

beforeAll(async () => {
  app = await startTestApp();
  catcher = await catchWebhooks(app);
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  catcher.close();
  await app.close();
});

test("the same signed event 20 times at once, and 20 times again: one capture, one posting, one mail each", async () => {
  const host = await person(app, "host");
  const guest = await person(app);
  const booking = await booked(app, guest, { listing: await home(app, host), dates: stay(30) });
  const { next } = await pay(app, guest, { bookingId: booking.id });
  await confirmInBrowser(app, next.kind === "client_secret" ? next.clientSecret : "", "pm_card_visa");
  const event = await catcher.caught("payment_intent.succeeded");

  for (const _round of [1, 2]) {
    await Promise.all(Array.from({ length: 20 }, () => until("the event to be taken", () => taken(event))));
    await mailAbout(app, guest.email, "your stay is confirmed");
    await quiet(app);
    expect((await bookingOf(app, guest, booking.id)).state).toBe("confirmed");
    expect(await mailbox(app, guest.email)).toHaveLength(1);
    expect(await mailbox(app, host.email)).toHaveLength(1);
    expect(await counts(booking.id)).toEqual({ events: 1, postings: 1, captures: 1, confirmations: 1, charges: 1 });
  }
});

test("an event without Stripe's signature is refused and leaves nothing", async () => {
  const event = await catcher.caught("payment_intent.succeeded");
  const before = await stored();
  const forged = await catcher.deliver({
    body: event.body.replace("evt_", "evt_x"),
    signature: event.signature,
  });
  expect([forged.status, codeOf(forged)]).toEqual([400, "webhook.signature"]);
  expect((await catcher.deliver({ body: event.body, signature: "t=1,v1=00" })).status).toBe(400);
  expect(await stored()).toEqual(before);
});

test("whoever looks at the address with a browser is told what it takes", async () => {
  const looked = await fetch(`${app.rest}/webhooks/stripe`);
  expect([looked.status, looked.headers.get("allow")]).toEqual([405, "POST"]);
});

/** As Stripe does: what is not answered with 200 comes again. */
async function taken(event: CaughtEvent): Promise<true | undefined> {
  const { status } = await catcher.deliver(event);
  expect([200, 503]).toContain(status);
  return status === 200 ? true : undefined;
}

const stored = () => app.app.sql.all("test_provider_events", "select event_id from provider_event order by 1");

const counts = (bookingId: string) =>
  app.app.sql.one(
    "test_capture_counts",
    `select (select count(*) from provider_event) as events,
       (select count(*) from ledger_transaction where reference = $1 and business_key like 'capture:%') as postings,
       (select count(*) from event where type = 'payment.captured') as captures,
       (select count(*) from event where type = 'booking.confirmed') as confirmations,
       (select count(*) from charge where status = 'captured') as charges`,
    [bookingId],
  );
