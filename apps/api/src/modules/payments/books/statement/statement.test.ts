import { Statement } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../../../../test/app.ts";
import { quiet } from "../../../../../test/expectations.ts";
import { advance, booked, home, type Person, pay, person, stay } from "../../../../../test/factories.ts";
import { send } from "../../../../../test/http.ts";

let app: TestApp;
let host: Person;
let bookingId: string;
const today = Temporal.Now.plainDateISO("UTC");
const year = { from: today.subtract({ days: 300 }).toString(), to: today.add({ days: 60 }).toString() };
const nok = (amount: number) => ({ amount, currency: "NOK" as const });

beforeAll(async () => {
  app = await startTestApp();
  const guest = await person(app);
  host = await person(app, "host");
  const listing = await home(app, host);
  const booking = await booked(app, guest, { listing, dates: stay(10) });
  bookingId = booking.id;
  await pay(app, guest, { bookingId, card: "pm_card_visa" });
  const { payments } = app.client(host.token);
  const part = { paymentId: booking.paymentId, reason: "goodwill" } as const;
  await payments.refund.mutate({ ...part, amount: nok(35_000) });
  await advance(app, "P14D");
  await payments.refund.mutate({ ...part, amount: nok(35_000) });
  await quiet(app);
});
afterAll(() => app.close());

test("tells what was earned and our fee on it, and what went back since, with the balance after each", async () => {
  const { accounts } = await app.client(host.token).payments.statement.query(year);
  const [account] = accounts;
  expect(accounts).toHaveLength(1);
  expect(account?.opening).toEqual(nok(0));
  // 3,500.00 less 350.00 that went back before; our fee of 3 % on that; then 350.00 more, of which we give our fee back.
  expect(account?.lines.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
    ["earned", 315_000],
    ["fee", -9_450],
    ["refund", -33_950],
  ]);
  expect(account?.lines.map(({ balance }) => balance.amount)).toEqual([315_000, 305_550, 271_600]);
  expect(account?.lines.every((line) => line.bookingId === bookingId)).toBe(true);
  expect(account?.closing).toEqual(nok(271_600));
});

test("a period begins with what was owed before it", async () => {
  const to = today.add({ days: 200 }).toString();
  const later = { from: today.add({ days: 100 }).toString(), to };
  const { accounts } = await app.client(host.token).payments.statement.query(later);
  expect(accounts).toEqual([{ currency: "NOK", opening: nok(271_600), lines: [], closing: nok(271_600) }]);
});

test("is CSV for who asks for that, with decimals", async () => {
  const address = `GET /users/me/statement?from=${year.from}&to=${year.to}` as const;
  const { text, status, headers } = await send(app.rest, `${address}&format=csv`, { token: host.token });
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = text.trim().split("\r\n");
  expect(lines[0]).toBe("at,kind,booking,currency,amount,balance");
  expect(lines.slice(1).map((line) => line.split(",").slice(1).join(","))).toEqual([
    "opening,,NOK,,0.00",
    `earned,${bookingId},NOK,3150.00,3150.00`,
    `fee,${bookingId},NOK,-94.50,3055.50`,
    `refund,${bookingId},NOK,-339.50,2716.00`,
    "closing,,NOK,,2716.00",
  ]);
  const json = await send(app.rest, address, { token: host.token });
  expect(Statement.parse(json.json).accounts).toHaveLength(1);
});

test("refuses a period that ends before it begins, and one of more than a year", async () => {
  const { payments } = app.client(host.token);
  const reversed = { from: year.to, to: year.from };
  await expect(payments.statement.query(reversed)).rejects.toMatchObject({ code: "request.invalid" });
  const long = { from: "2024-01-01", to: "2026-01-01" };
  await expect(payments.statement.query(long)).rejects.toThrow("366 days");
});
