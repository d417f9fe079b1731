import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { advance, booked, home, plainHome } from "../factories.ts";
import { mailAbout, mailbox, tokenFromMail } from "../mails.ts";
import { authenticateAtBank, confirmInBrowser } from "../provider.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint, leftByConfirmedStay } from "./effects.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  const { surface, callerOf } = driver;
  let world: World;
  let app: TestApp;
  let guest: Traveller;
  let before: readonly string[];

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    guest = await world.traveller();
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    left.get(surface)?.set(task.name, changes(before, await footprint(app)));
    await expectInvariants(app);
  });

  test("a stranger signs up, confirms the address by mail, signs in and becomes a host; the old token dies at once", async () => {
    const email = `ola-${randomUUID()}@example.com`;
    const credentials = { email, password: "a river runs through it" };
    const names = { firstName: "Ola", lastName: "Nordmann" };
    const sent = await world.anyone().call("auth.signUp", { ...credentials, ...names });
    expect(sent.output).toEqual({ status: "verification_sent" });
    expect(await refusal(world.anyone().call("auth.signIn", credentials))).toMatchObject({
      status: 403,
      code: "auth.email_unverified",
    });
    const token = await tokenFromMail(app, email);
    const verified = (await world.anyone().call("auth.verifyEmail", { token })).output;
    expect(verified.user).toMatchObject({ email, emailVerified: true, roles: ["guest"], ...names });
    expect((await refusal(world.anyone().call("auth.verifyEmail", { token }))).code).toBe("auth.token_invalid");

    const { session } = (await world.anyone().call("auth.signIn", credentials)).output;
    expect(session.token).not.toBe(verified.session.token);
    const asGuest = callerOf(app, session.token);
    expect((await refusal(asGuest.call("listings.create", plainHome))).code).toBe("user.not_host");
    const host = (await asGuest.call("users.becomeHost", {})).output;
    expect(host.user.roles).toEqual(["guest", "host"]);
    expect(await refusal(asGuest.call("users.me", {}))).toMatchObject({ status: 401, code: "auth.session_invalid" });
    const asHost = callerOf(app, host.session.token);
    expect((await asHost.call("users.me", {})).output).toEqual(host.user);
    await asHost.call("auth.signOut", {});
    expect((await refusal(asHost.call("users.me", {}))).status).toBe(401);
  });

  test("a draft is its host's alone until it is published; then strangers see it near its place", async () => {
    const owner = world.host;
    const draft = (await owner.call("listings.create", { ...plainHome, city: "Bergen" })).output;
    expect(draft).toMatchObject({ status: "draft", timeZone: "Europe/Oslo", version: 1, latitude: 59.9139 });
    const found = { listingId: draft.id };
    expect((await refusal(guest.call("listings.get", found))).code).toBe("not_found");
    expect((await refusal(guest.call("listings.publish", found))).code).toBe("not_found");
    const published = (await owner.call("listings.publish", found)).output;
    expect(published).toEqual({ ...draft, status: "published", version: 2 });
    const seen = (await guest.call("listings.get", found)).output;
    expect(seen).toMatchObject({ id: draft.id, nightlyPrice: { amount: 100_000, currency: "NOK" } });
    expect([seen.latitude, seen.longitude]).not.toEqual([draft.latitude, draft.longitude]);
    expect(seen.latitude).toBeCloseTo(draft.latitude, 1);
    expect((await refusal(guest.call("listings.publish", found))).code).toBe("permission.denied");
  });

  test("homes are found by city, by centre and radius, with dates, by price, in order and page by page", async () => {
    const prices = [50_000, 70_000, 90_000, 110_000, 130_000];
    const city = "Tromsø";
    const north = { city, latitude: 69.6492, longitude: 18.9553, cleaningFee: 0 };
    for (const nightlyPrice of prices) await home(app, world.host, { ...north, nightlyPrice });
    const dates = world.ownDates();
    const near = { lat: north.latitude, lng: north.longitude, radiusKm: 5 };
    const found = async (input: object) => (await guest.call("listings.search", input)).output.data;
    const nightly = async (input: object) => (await found(input)).map(({ price }) => price.nightly.amount);

    expect(await nightly({ city })).toEqual(prices);
    expect(await nightly({ city: "tromsø", country: "NO", sort: "-price" })).toEqual(prices.toReversed());
    expect(await nightly({ city, sort: "-createdAt" })).toEqual(prices.toReversed());
    expect(await nightly({ city, country: "SE" })).toEqual([]);
    const distances = (await found(near)).map(({ distanceKm = 99 }) => distanceKm);
    expect(distances).toHaveLength(5);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(await found({ ...near, lng: 25 })).toEqual([]);
    // Three nights and 14 %: 50,000 a night are 171,000 in all.
    const [cheapest] = await found({ city, ...dates, guests: 2, sort: "price" });
    expect(cheapest?.price).toMatchObject({ total: { amount: 171_000, currency: "NOK" }, nights: 3 });
    const between = { city, ...dates, currency: "NOK", minPrice: 171_001, maxPrice: 376_200 } as const;
    expect(await nightly(between)).toEqual([70_000, 90_000, 110_000]);
    await booked(app, guest, { listing: { id: cheapest?.id ?? "" }, dates });
    expect(await nightly({ city, ...dates })).toEqual(prices.slice(1));
    expect(await nightly({ city, guests: 5 })).toEqual([]);
    const pages = await guest.searchAll({ city, limit: 2 });
    expect(pages.map((page) => page.map(({ price }) => price.nightly.amount))).toEqual([
      [50_000, 70_000],
      [90_000, 110_000],
      [130_000],
    ]);
  });

  test("a quoted stay is booked, declined, paid and confirmed: money, nights, mails, history", async () => {
    const dates = world.ownDates();
    const quoted = await world.quote(dates);
    expect(quoted.total).toEqual({ amount: 399_000, currency: "NOK" });
    expect(quoted.lineItems.map(({ kind, amount, payer }) => [kind, amount.amount, payer])).toEqual([
      ["nightly", 300_000, "guest"],
      ["cleaning", 50_000, "guest"],
      ["service_fee", 49_000, "guest"],
      ["host_fee", 10_500, "host"],
    ]);
    const key = randomUUID();
    const created = await guest.call("bookings.create", { quoteId: quoted.id }, key);
    const booking = created.output;
    expect(booking).toMatchObject({ ...dates, state: "pending_payment", phase: "PENDING", total: quoted.total });
    expect(booking.lineItems).toEqual(quoted.lineItems);
    expect(booking.nextActions.map(({ action, allowed }) => [action, allowed])).toEqual([
      ["pay", true],
      ["cancel", true],
    ]);

    const declined = await refusal(guest.pay(booking.id, "pm_card_chargeDeclined"));
    expect(declined).toMatchObject({ status: 402, code: "payment.declined" });
    expect(declined.details).toMatchObject({ declineCode: "generic_decline", paymentId: booking.paymentId });
    const started = (await guest.pay(booking.id, "pm_card_visa")).output;
    expect(started).toMatchObject({ next: { kind: "none" }, payment: { status: "captured", amount: quoted.total } });
    expect(started.payment.charges.map(({ status }) => status)).toEqual(["failed", "captured"]);
    expect((await refusal(guest.pay(booking.id, "pm_card_visa"))).code).toBe("payment.state");

    const confirmed = (await guest.call("bookings.get", { bookingId: booking.id })).output;
    expect(confirmed).toMatchObject({ state: "confirmed", phase: "CONFIRMED", payBy: null });
    expect((await guest.call("bookings.list", {})).output.data).toEqual([confirmed]);
    expect((await world.host.call("bookings.list", { as: "host" })).output.data).toContainEqual({
      ...confirmed,
      nextActions: [],
    });
    const replayed = await guest.call("bookings.create", { quoteId: quoted.id }, key);
    expect([created.replayed, replayed.replayed, replayed.text]).toEqual([false, true, created.text]);
    const mismatch = await refusal(
      guest.call("bookings.create", { quoteId: (await world.quote(world.ownDates())).id }, key),
    );
    expect(mismatch).toMatchObject({ status: 422, code: "idempotency.mismatch" });

    const toGuest = await mailAbout(app, guest.email, "your stay is confirmed");
    expect(toGuest.text).toContain("3,990.00");
    await mailAbout(app, world.host.email, "new booking");
    expect(changes(before, await footprint(app))).toEqual(leftByConfirmedStay);
    expect(await mailbox(app, guest.email)).toHaveLength(1);
  });

  test("a payment repeated with its key takes no second payment and answers the same, byte for byte", async () => {
    const { id: bookingId } = await guest.book(world.ownDates());
    const payment = { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" } as const;
    const key = randomUUID();
    const first = await guest.call("payments.start", payment, key);
    const second = await guest.call("payments.start", payment, key);
    expect([first.replayed, second.replayed, second.text]).toEqual([false, true, first.text]);
    const declinedKey = randomUUID();
    const other = {
      ...payment,
      bookingId: (await guest.book(world.ownDates())).id,
      paymentMethodId: "pm_card_chargeDeclined",
    };
    const refused = await refusal(guest.call("payments.start", other, declinedKey));
    expect(await refusal(guest.call("payments.start", other, declinedKey))).toEqual(refused);
  });

  test("dates that somebody holds are refused to others, at the quote and at the booking", async () => {
    const dates = world.ownDates();
    const late = await world.quote(dates);
    await guest.book(dates);
    const other = await world.traveller();
    const taken = { status: 409, code: "booking.dates_unavailable" };
    expect(await refusal(other.call("bookings.create", { quoteId: late.id }, randomUUID()))).toMatchObject(taken);
    expect(await refusal(world.quote(dates))).toMatchObject(taken);
    const nextDay = Temporal.PlainDate.from(dates.checkOut).add({ days: 1 }).toString();
    expect((await world.quote({ checkIn: dates.checkOut, checkOut: nextDay })).total.amount).toBe(171_000);
  });

  test("a booking cancelled before payment frees its dates at once", async () => {
    const dates = world.ownDates();
    const { id: bookingId } = await guest.book(dates);
    const cancelled = (await guest.call("bookings.cancel", { bookingId }, randomUUID())).output;
    expect(cancelled).toMatchObject({ state: "cancelled", phase: "CANCELLED", payBy: null });
    expect((await refusal(guest.call("bookings.cancel", { bookingId }, randomUUID()))).details).toMatchObject({
      state: "cancelled",
    });
    expect((await refusal(guest.pay(bookingId, "pm_card_visa"))).code).toBe("payment.state");
    await mailAbout(app, world.host.email, "booking cancelled");
    expect((await guest.book(dates)).state).toBe("pending_payment");
  });

  test("a hold that nobody pays for expires after 15 minutes and frees its dates", async () => {
    const dates = world.ownDates();
    const { id: bookingId } = await guest.book(dates);
    await advance(app, "PT16M");
    expect((await guest.call("bookings.get", { bookingId })).output).toMatchObject({ state: "expired", payBy: null });
    await mailAbout(app, guest.email, "has expired");
    expect((await refusal(guest.pay(bookingId, "pm_card_visa"))).code).toBe("payment.state");
    expect((await guest.book(dates)).state).toBe("pending_payment");
  });

  test("a card that asks for 3-D Secure is paid once its holder approves at his bank", async () => {
    const { id: bookingId, paymentId } = await guest.book(world.ownDates());
    const { payment, next } = (await guest.pay(bookingId, "pm_card_authenticationRequired")).output;
    expect([payment.status, next.kind]).toEqual(["requires_action", "redirect"]);
    const back = await authenticateAtBank(next.kind === "redirect" ? next.url : "");
    expect(back).toMatch(new RegExp(`^${app.origin}/payments/return\\?payment_intent=pi_`));
    await guest.inState(bookingId, "confirmed");
    expect((await guest.call("payments.get", { paymentId })).output.status).toBe("captured");
    await mailAbout(app, guest.email, "your stay is confirmed");
  });

  test("whoever fails 3-D Secure may pay another way while the hold lives", async () => {
    const { id: bookingId, paymentId } = await guest.book(world.ownDates());
    const { next } = (await guest.pay(bookingId, "pm_card_authenticationRequired")).output;
    await authenticateAtBank(next.kind === "redirect" ? next.url : "", "fail");
    await until("the attempt to have failed", async () => {
      const { status } = (await guest.call("payments.get", { paymentId })).output;
      return status === "failed" ? true : undefined;
    });
    expect((await guest.pay(bookingId, "pm_card_visa")).output.payment.status).toBe("captured");
    expect(await guest.stateOf(bookingId)).toBe("confirmed");
  });

  test("a payment without a method is confirmed in the browser, and the webhook confirms the booking", async () => {
    const { id: bookingId } = await guest.book(world.ownDates());
    const { payment, next } = (await guest.pay(bookingId)).output;
    expect([payment.status, next.kind]).toEqual(["requires_payment", "client_secret"]);
    await confirmInBrowser(app, next.kind === "client_secret" ? next.clientSecret : "", "pm_card_visa");
    await guest.inState(bookingId, "confirmed");
    await mailAbout(app, world.host.email, "new booking");
  });

  test("nobody books the own home, or sees, pays or cancels somebody else's booking", async () => {
    const { id: quoteId } = await world.quote(world.ownDates());
    const owner = world.host;
    const own = await refusal(owner.call("bookings.create", { quoteId }, randomUUID()));
    expect(own).toMatchObject({ status: 403, code: "booking.own_listing" });
    const nobody = await refusal(world.anyone().call("bookings.create", { quoteId }, randomUUID()));
    expect(nobody).toMatchObject({ status: 401, code: "auth.required" });

    const { id: bookingId, paymentId } = await guest.book(world.ownDates());
    const stranger = await world.traveller();
    const payment = { bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" } as const;
    const hidden = { status: 404, code: "not_found" };
    expect(await refusal(stranger.call("bookings.get", { bookingId }))).toMatchObject(hidden);
    expect(await refusal(stranger.call("bookings.cancel", { bookingId }, randomUUID()))).toMatchObject(hidden);
    expect(await refusal(stranger.call("payments.start", payment, randomUUID()))).toMatchObject(hidden);
    expect(await refusal(stranger.call("payments.get", { paymentId }))).toMatchObject(hidden);
    expect((await owner.call("bookings.get", { bookingId })).output.id).toBe(bookingId);
    expect((await refusal(owner.call("bookings.cancel", { bookingId }, randomUUID()))).status).toBe(403);
  });

  test("an expired quote is refused with a fresh one in its place, which can be booked", async () => {
    const old = await world.quote(world.ownDates());
    await advance(app, "PT31M");
    const refused = await refusal(guest.call("bookings.create", { quoteId: old.id }, randomUUID()));
    expect(refused).toMatchObject({ status: 409, code: "quote.expired" });
    const quoteId = String(refused.details["freshQuoteId"]);
    const fresh = (await world.anyone().call("bookings.getQuote", { quoteId })).output;
    const { id, expiresAt } = old;
    expect({ ...fresh, id, expiresAt, presentment: { ...fresh.presentment, at: old.presentment.at } }).toEqual(old);
    const booking = (await guest.call("bookings.create", { quoteId }, randomUUID())).output;
    expect(booking.total).toEqual(old.total);
    expect((await refusal(guest.call("bookings.create", { quoteId }, randomUUID()))).code).toBe("quote.used");
  });
});

test("every journey leaves the same behind over every surface", () => {
  const [first, ...others] = drivers.map(({ surface }) => Object.fromEntries(left.get(surface) ?? []));
  expect(Object.keys(first ?? {})).toHaveLength(13);
  for (const other of others) expect(other).toEqual(first);
});
