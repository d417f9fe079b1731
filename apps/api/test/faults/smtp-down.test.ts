import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { booked, bookingOf, home, pay, person, stay } from "../factories.ts";
import { type Gate, openGate } from "../gate.ts";
import { mailAbout, mailbox } from "../mails.ts";

let app: TestApp;
let gate: Gate;

beforeAll(async () => {
  gate = await openGate();
  app = await startTestApp({ SMTP_URL: `smtp://127.0.0.1:${gate.port}` });
  gate.to(Number(new URL(app.mail.smtpUrl).port));
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  await app.close();
  await gate.close();
});

test("without a mail server stays are booked and paid all the same, and the mails follow, each once", async () => {
  const host = await person(app, "host");
  const guest = await person(app);
  const listing = await home(app, host);
  gate.shut();
  const booking = await booked(app, guest, { listing, dates: stay(30) });
  await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  expect((await bookingOf(app, guest, booking.id)).state).toBe("confirmed");
  await until("a mail to have failed", async () =>
    app.app.sql.one(
      "test_failed",
      "select 1 from pgboss.job where name = 'mail.booking-confirmed' and state = 'retry'",
    ),
  );
  expect(await mailbox(app, guest.email)).toEqual([]);

  gate.open();
  await mailAbout(app, guest.email, "your stay is confirmed");
  await mailAbout(app, host.email, "new booking");
  expect([await mailbox(app, guest.email), await mailbox(app, host.email)].map(({ length }) => length)).toEqual([1, 1]);
});
