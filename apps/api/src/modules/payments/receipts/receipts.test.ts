import type { Payment, Receipt } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { booked, home, type Person, pay, person, stay } from "../../../../test/factories.ts";
import { send } from "../../../../test/http.ts";
import { mailAbout, mailbox } from "../../../../test/mails.ts";

let app: TestApp;
let guest: Person;
let host: Person;
let operator: Person;
let listing: { readonly id: string };
let days = 20;
const evil = `Loft <script>alert("1")</script> & 'co'`;

beforeAll(async () => {
  app = await startTestApp();
  [guest, host, operator] = await Promise.all([person(app), person(app, "host"), person(app, "admin")]);
  listing = await home(app, host, { title: evil });
});
afterEach(async () => {
  await quiet(app);
  await expectInvariants(app);
});
afterAll(() => app.close());

const nok = (amount: number) => ({ amount, currency: "NOK" as const });

/** A stay that is paid: 3,000.00 kr for nights, 500.00 kr for cleaning, 490.00 kr for our service. */
async function paid(): Promise<Payment> {
  const booking = await booked(app, guest, { listing, dates: stay((days += 7)) });
  await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  await quiet(app);
  return app.client(guest.token).payments.get.query({ paymentId: booking.paymentId });
}
const receiptOf = (paymentId: string, who: Person): Promise<Receipt> =>
  app.client(who.token).payments.receipt.query({ paymentId });
const refund = (paymentId: string, amount: number, who = host) =>
  app
    .client(who.token)
    .payments.refund.mutate({ paymentId, amount: nok(amount), reason: "goodwill", note: "Noise <3" });

test("what is paid has a number and every line; the guest reads his, the host his own, operators all", async () => {
  const { id, amount } = await paid();
  const his = await receiptOf(id, guest);
  expect(his).toMatchObject({ audience: "guest", total: amount, remaining: amount, earnings: null, exchange: null });
  expect(his.number).toMatch(/^\d{4}-\d{6}$/);
  expect(his).toMatchObject({ guest: "Kari Nordmann", host: "Kari", method: { brand: "visa", last4: "4242" } });
  expect(his.lines.map(({ kind }) => kind)).toEqual(["nightly", "cleaning", "service_fee"]);
  expect(his.lines.reduce((sum, line) => sum + line.amount.amount, 0)).toBe(amount.amount);
  expect(his.lines[0]).toMatchObject({ quantity: 3, unit: nok(100_000), price: nok(300_000), version: 1 });

  const hosts = await receiptOf(id, host);
  expect(hosts).toMatchObject({ audience: "host", number: his.number, host: "Kari Nordmann", method: null });
  expect(hosts.lines.map(({ kind }) => kind)).toEqual(["nightly", "cleaning", "host_fee"]);
  const earned = { gross: nok(350_000), fee: nok(10_500), refunded: nok(0), net: nok(339_500) };
  expect(hosts.earnings).toEqual(earned);
  expect(await receiptOf(id, operator)).toMatchObject({ audience: "operator", earnings: earned, method: his.method });
});

test("each refund has its credit note, after the receipt; the guest is told what went back, and the host earns less", async () => {
  const { id } = await paid();
  await refund(id, 35_000);
  await quiet(app);
  await refund(id, 10_000, operator);
  await quiet(app);
  const receipt = await receiptOf(id, host);
  expect(receipt).toMatchObject({ status: "partially_refunded", refunded: nok(45_000), remaining: nok(354_000) });
  const numbers = [receipt.number, ...receipt.refunds.map(({ number }) => number)];
  expect(numbers).toEqual(numbers.toSorted((one, other) => String(one).localeCompare(String(other))));
  expect(new Set(numbers).size).toBe(3);
  expect(receipt.refunds.map(({ note, amount }) => ({ note, amount }))).toEqual([
    { note: "Noise <3", amount: nok(35_000) },
    { note: "Noise <3", amount: nok(10_000) },
  ]);
  // 350.00 and what of 100.00 fell on his lines, less 3 % that he pays of it.
  const back = receipt.refunds.flatMap(({ lines }) => lines).filter(({ line }) => line < 2);
  const his = back.reduce((sum, { amount }) => sum + amount.amount, 0);
  const { gross, fee, refunded, net } = receipt.earnings ?? {};
  expect([gross, fee]).toEqual([nok(350_000), nok(10_500)]);
  expect(refunded).toEqual(nok(Math.round(his * 0.97)));
  expect(net).toEqual(nok(339_500 - Math.round(his * 0.97)));
  const { text } = await mailAbout(app, guest.email, "A part of your payment was given back");
  expect(text.replaceAll("\u00a0", " ")).toMatch(/Given back: NOK (?:350|100)\.00/);
  expect(text).toContain("They wrote: Noise <3");
});

test("a receipt stays as it was issued, whatever is renamed since", async () => {
  const { id } = await paid();
  const before = await receiptOf(id, operator);
  const rename = (firstName: string, title: string) =>
    Promise.all([
      app.app.pool.query("update app_user set first_name = $2 where id = $1", [guest.userId, firstName]),
      app.app.pool.query("update listing set title = $2 where id = $1", [listing.id, title]),
    ]);
  await rename("Else", "Another home");
  expect(await receiptOf(id, operator)).toEqual(before);
  await rename("Kari", evil);
});

test("over REST it is a page to print, too: inert, without script, nothing from elsewhere", async () => {
  const { id } = await paid();
  await refund(id, 35_000);
  await quiet(app);
  for (const [query, accept] of [
    ["?format=html", undefined],
    ["", "text/html"],
  ] as const) {
    const { text, headers, status } = await send(app.rest, `GET /payments/${id}/receipt${query}`, {
      token: guest.token,
      ...(accept !== undefined && { headers: { accept } }),
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(text).toContain("Loft &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;");
    expect(text).toContain("Noise &lt;3");
    expect(text).not.toMatch(/<script|<link|<img|url\(|https?:|@import|Host service fee|Earned/);
    for (const words of ["Nights", "3 × NOK", "Cleaning fee", "Service fee", "Given back", "Visa •••• 4242"]) {
      expect(text.replaceAll("\u00a0", " ")).toContain(words);
    }
  }
  const hosts = await send(app.rest, `GET /payments/${id}/receipt?format=html`, { token: host.token });
  expect(hosts.text).toContain("Host service fee");
  expect(hosts.text).not.toMatch(/Visa|>Service fee/);
  const stranger = await send(app.rest, `GET /payments/${id}/receipt?format=html`, {
    token: (await person(app)).token,
  });
  expect([stranger.status, stranger.headers.get("content-type")]).toEqual([
    404,
    "application/problem+json; charset=utf-8",
  ]);
});

test("the mail's link opens it without signing in, and shows what the guest sees; an edited one leads nowhere", async () => {
  const booking = await booked(app, guest, { listing, dates: stay((days += 7)) });
  await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  const mail = await until("the confirmation", async () =>
    (await mailbox(app, guest.email)).find(({ text }) => text.includes(booking.id)),
  );
  const token = /Your receipt:\n\S+\/receipts\/(\S+)\n/.exec(mail.text)?.[1] ?? "";
  await quiet(app);
  const { number } = await receiptOf(booking.paymentId, guest);
  const page = await send(app.origin, `GET /receipts/${token}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(number ?? "no number");
  expect(page.text).not.toContain("Host service fee");
  expect(page.headers.get("x-robots-tag")).toBe("noindex");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  for (const wrong of [`${token.slice(0, -1)}${token.endsWith("A") ? "Q" : "A"}`, "x", "%00", `${token}x`]) {
    const nowhere = await send(app.origin, `GET /receipts/${wrong}`);
    expect([wrong, nowhere.status]).toEqual([wrong, 404]);
    expect(nowhere.text).not.toContain("Nights");
  }
});

test("your payments, newest first, as guest and as host, by status, page by page", async () => {
  const [shy, other] = await Promise.all([person(app), person(app)]);
  const made: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const booking = await booked(app, shy, { listing, dates: stay((days += 7)) });
    if (count !== 1) await pay(app, shy, { bookingId: booking.id, card: "pm_card_visa" });
    made.unshift(booking.paymentId);
  }
  await quiet(app);
  const { payments } = app.client(shy.token);
  const first = await payments.list.query({ limit: 2 });
  expect([first.data.map(({ id }) => id), first.hasMore]).toEqual([made.slice(0, 2), true]);
  const last = await payments.list.query({ limit: 2, cursor: first.nextCursor ?? "" });
  expect([last.data.map(({ id }) => id), last.hasMore, last.nextCursor]).toEqual([made.slice(2), false, null]);
  const captured = await payments.list.query({ status: "captured" });
  expect(captured.data.map(({ id }) => id)).toEqual([made[0], made[2]]);
  expect((await payments.list.query({ as: "host" })).data).toEqual([]);
  expect((await app.client(other.token).payments.list.query({})).data).toEqual([]);
  const hosts = await app.client(host.token).payments.list.query({ as: "host", limit: 3 });
  expect(hosts.data.map(({ id }) => id)).toEqual(made);
  await expect(payments.list.query({ as: "host", cursor: first.nextCursor ?? "" })).rejects.toMatchObject({
    code: "request.invalid",
  });
});

test("a payment says what can still go back, what a bank withholds, and what each line costs", async () => {
  const { id } = await paid();
  await refund(id, 35_000);
  const payment = await app.client(guest.token).payments.get.query({ paymentId: id });
  expect(payment).toMatchObject({
    ...{ captureMethod: "automatic", captureBy: null },
    ...{ refundableAmount: nok(364_000), refundedAmount: nok(35_000), disputedAmount: nok(0) },
    lines: [
      { line: 0, kind: "nightly", payee: "host", amount: nok(300_000) },
      { line: 1, kind: "cleaning", payee: "host", amount: nok(50_000) },
      { line: 2, kind: "service_fee", payee: "platform", amount: nok(49_000) },
    ],
  });
});
