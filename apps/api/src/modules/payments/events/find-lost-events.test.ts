import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { booked, home, type Person, person, stay } from "../../../../test/factories.ts";
import { confirmInBrowser, stripeOf } from "../../../../test/provider.ts";
import { createLog } from "../../../platform/log.ts";
import { stripeEvents } from "../stripe/events.ts";
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
