import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { advance, home, person } from "../factories.ts";
import { mailAbout, mailbox } from "../mails.ts";
import { authenticateAtBank, booksAtStripe, confirmInBrowser } from "../provider.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  const { surface, callerOf } = driver;
  let world: World;
  let app: TestApp;
  let guest: Traveller;
  let host: World["host"];
  let cabin: { readonly id: string };
  let before: readonly string[];

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
    const owner = await person(app, "host");
    host = { ...owner, ...callerOf(app, owner.token) };
    cabin = await home(app, host, { bookingMode: "request", title: "Cabin on request" });
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

  async function asked(dates = world.ownDates()) {
    const { id: quoteId } = await world.quote(dates, cabin.id);
    return (await guest.call("bookings.create", { quoteId }, randomUUID())).output;
  }
  /** Authorized, so that it waits for the host, who was told: his mail goes out only while he has something to answer. */
  async function requested(dates = world.ownDates()) {
    const booking = await asked(dates);
    await guest.pay(booking.id, "pm_card_visa");
    await mailTo(host, booking.id);
    return booking;
  }
  const mailsAbout = async ({ email }: { readonly email: string }, bookingId: string) =>
    (await mailbox(app, email)).filter(({ text }) => text.includes(bookingId));
  const mailTo = (who: { readonly email: string }, bookingId: string) =>
    until("a mail about the booking", async () => (await mailsAbout(who, bookingId))[0]);
  const accept = (bookingId: string) => host.call("bookings.accept", { bookingId }, randomUUID());
  const get = async (bookingId: string) => (await guest.call("bookings.get", { bookingId })).output;
  const payment = async (paymentId: string) => (await guest.call("payments.get", { paymentId })).output;
  const kept = async (paymentId: string) => (await booksAtStripe(app, (await payment(paymentId)).providerRef)).kept;

  test("a request is authorized, accepted, captured and confirmed; host and guest are told", async () => {
    const booking = await asked();
    expect(booking).toMatchObject({ bookingMode: "request", state: "pending_payment", phase: "PENDING" });
    const { payment: withheld, next } = (await guest.pay(booking.id, "pm_card_visa")).output;
    expect([withheld.status, next.kind]).toEqual(["authorized", "none"]);
    expect((await refusal(guest.pay(booking.id, "pm_card_visa"))).code).toBe("payment.state");
    expect(await get(booking.id)).toMatchObject({ state: "pending_host", phase: "PAID", payBy: null });
    const { text } = await mailAbout(app, host.email, "would like to stay");
    expect(text).toContain("You earn");

    const page = (await host.call("bookings.list", { as: "host", phase: "PAID" })).output;
    const [waiting] = page.data;
    expect([page.data.length, waiting?.id]).toEqual([1, booking.id]);
    expect(waiting?.nextActions.map(({ action, allowed }) => [action, allowed])).toEqual([
      ["accept", true],
      ["decline", true],
    ]);
    expect((await refusal(guest.call("bookings.accept", { bookingId: booking.id }, randomUUID()))).status).toBe(403);
    const key = randomUUID();
    const first = await host.call("bookings.accept", { bookingId: booking.id }, key);
    expect(first.output).toMatchObject({ state: "accepted", phase: "PAID", respondBy: null });
    const again = await host.call("bookings.accept", { bookingId: booking.id }, key);
    expect([again.replayed, again.text]).toEqual([true, first.text]);
    await guest.inState(booking.id, "confirmed");
    expect((await payment(booking.paymentId)).status).toBe("captured");
    expect(await kept(booking.paymentId)).toBe(booking.total.amount);
    expect((await refusal(accept(booking.id))).details).toMatchObject({ state: "confirmed" });
    await mailAbout(app, guest.email, "your stay is confirmed");
    await mailAbout(app, host.email, "new booking");
  });

  test("a declined request costs nothing, tells the guest why, and frees the nights at once", async () => {
    const dates = world.ownDates();
    const { id: bookingId, paymentId } = await requested(dates);
    const reason = "The roof is being mended that week.";
    const declined = (await host.call("bookings.decline", { bookingId, reason }, randomUUID())).output;
    expect(declined).toMatchObject({ state: "declined", phase: "CANCELLED", declineReason: reason });
    expect((await mailAbout(app, guest.email, "was declined")).text).toContain(reason);
    expect((await refusal(accept(bookingId))).details).toMatchObject({ state: "declined" });
    expect((await asked(dates)).state).toBe("pending_payment");
    await footprint(app);
    expect([(await payment(paymentId)).status, await kept(paymentId)]).toEqual(["voided", 0]);
  });

  test("a request that nobody answers expires after 24 hours, and both are told", async () => {
    const { id: bookingId, paymentId } = await requested();
    await advance(app, "PT23H");
    expect((await get(bookingId)).state).toBe("pending_host");
    await advance(app, "PT61M");
    expect(await get(bookingId)).toMatchObject({ state: "expired", phase: "CANCELLED", respondBy: null });
    expect((await mailAbout(app, guest.email, "has expired")).text).toContain("reserved on your card");
    await mailAbout(app, host.email, "a request has expired");
    await footprint(app);
    expect([(await payment(paymentId)).status, await kept(paymentId)]).toEqual(["voided", 0]);
  });

  test("a guest takes back a request whose amount is authorized; nothing is taken", async () => {
    const { id: bookingId, paymentId } = await requested();
    const cancelled = (await guest.call("bookings.cancel", { bookingId }, randomUUID())).output;
    expect(cancelled).toMatchObject({ state: "cancelled", phase: "CANCELLED" });
    expect((await mailAbout(app, host.email, "booking cancelled")).text).toContain("taken back a request");
    await footprint(app);
    expect([(await payment(paymentId)).status, await kept(paymentId)]).toEqual(["voided", 0]);
  });

  test("a card that asks for 3-D Secure is authorized once its holder approves, and captured once the host does", async () => {
    const { id: bookingId, paymentId } = await asked();
    const { next } = (await guest.pay(bookingId, "pm_card_authenticationRequired")).output;
    expect((await get(bookingId)).state).toBe("pending_payment");
    await authenticateAtBank(next.kind === "redirect" ? next.url : "");
    await guest.inState(bookingId, "pending_host");
    expect((await payment(paymentId)).status).toBe("authorized");
    await mailTo(host, bookingId);
    await accept(bookingId);
    await guest.inState(bookingId, "confirmed");
    expect(await kept(paymentId)).toBe((await get(bookingId)).total.amount);
  });

  test("a card is declined, another one is authorized in the browser, and the host is asked once", async () => {
    const { id: bookingId } = await asked();
    expect((await refusal(guest.pay(bookingId, "pm_card_chargeDeclined"))).code).toBe("payment.declined");
    const { next } = (await guest.pay(bookingId)).output;
    await confirmInBrowser(app, next.kind === "client_secret" ? next.clientSecret : "", "pm_card_visa");
    await guest.inState(bookingId, "pending_host");
    await mailTo(host, bookingId);
    await footprint(app);
    expect(await mailsAbout(host, bookingId)).toHaveLength(1);
    await accept(bookingId);
    await guest.inState(bookingId, "confirmed");
  });

  test("a list has the bookings of one phase and of one time, page by page", async () => {
    const [first, second, third] = [world.ownDates(), world.ownDates(), world.ownDates()];
    const bookings = [await requested(first), await asked(second), await requested(third)];
    await guest.call("bookings.cancel", { bookingId: bookings[2]?.id ?? "" }, randomUUID());
    const list = async (input: object) => (await guest.call("bookings.list", input)).output;
    const found = async (input: object) =>
      (await list(input)).data.map(({ id }) => bookings.findIndex((booking) => booking.id === id));
    expect(await found({})).toEqual([2, 1, 0]);
    expect(await found({ phase: "PAID" })).toEqual([0]);
    expect(await found({ phase: "PENDING" })).toEqual([1]);
    expect(await found({ phase: "CANCELED" })).toEqual([2]);
    expect(await found({ phase: "CANCELLED" })).toEqual([2]);
    expect(await found({ from: second.checkIn })).toEqual([2, 1]);
    expect(await found({ to: second.checkIn })).toEqual([0]);
    expect(await found({ from: first.checkOut, to: third.checkIn })).toEqual([1]);
    const page = await list({ to: third.checkIn, limit: 1 });
    expect([page.data[0]?.id, page.hasMore]).toEqual([bookings[1]?.id, true]);
    expect(await found({ to: third.checkIn, limit: 1, cursor: page.nextCursor })).toEqual([0]);
    expect((await refusal(list({ limit: 1, cursor: page.nextCursor }))).code).toBe("request.invalid");
  });
});

test("every journey leaves the same behind over every surface", () => {
  const [first, ...others] = drivers.map(({ surface }) => Object.fromEntries(left.get(surface) ?? []));
  expect(Object.keys(first ?? {})).toHaveLength(7);
  for (const other of others) expect(other).toEqual(first);
});
