import type { ReceiptLine } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PaymentRow } from "../store.ts";
import type { ReceiptBody } from "./receipt-body.ts";
import { receiptFor } from "./receipt-view.ts";

const paymentId = "0199b9a0-0000-7000-8000-000000000004";

/** A payment of these lines, and its receipt, in two currencies. */
function facts(amounts: readonly Amounts[], refundedMinor: number) {
  const at = "2026-12-01T10:00:00.000Z";
  const total = amounts.reduce((sum, { payer, amount }) => (payer === "guest" ? sum + amount : sum), 0);
  const payment: PaymentRow = {
    ...{ id: paymentId, reference: paymentId, payer_id: "guest", payee_id: "host", provider_ref: "pi_1" },
    ...{ provider_charge: "ch_1", client_secret: null, currency: "EUR", settle_currency: "NOK", method: null },
    lines: amounts.map(({ amount, price, payer, payee }, line) => ({
      ...{ line, kind: "nightly", payer, payee, settleMinor: price },
      amountMinor: payer === "guest" ? amount : 0,
    })),
    ...{ amount_minor: total, captured_minor: total, refunded_minor: refundedMinor, refunding_minor: refundedMinor },
    ...{ disputed_minor: 0, capture_method: "automatic", capture_by: null, status: "captured", pay_by: at },
    ...{ closed_at: null, earned_at: null, created_at: at, charges: [] },
  };
  const lines = amounts.map(
    ({ amount, price, payer, payee }, line): ReceiptLine => ({
      ...{
        line,
        kind: payer === "host" ? "host_fee" : "nightly",
        quantity: 1,
        payer,
        payee,
        rule: "a.rule",
        version: 1,
      },
      ...{ unit: { amount: price, currency: "NOK" }, price: { amount: price, currency: "NOK" } },
      amount: { amount: payer === "guest" ? amount : 0, currency: "EUR" },
    }),
  );
  const body: ReceiptBody = {
    ...{ guest: { firstName: "Ada", lastName: "Lovelace" }, host: { firstName: "Nils", lastName: "Holm" } },
    ...{ home: { title: "Rorbu", city: "Reine", country: "NO" }, checkIn: "2026-12-30", checkOut: "2027-01-02" },
    ...{ guests: { adults: 1, children: 0, infants: 0, pets: 0 }, lines, total: { amount: total, currency: "EUR" } },
    ...{ exchange: null, method: { brand: "visa", last4: "4242" }, paidAt: at },
  };
  return { payment, body, number: null, issuedAt: null, refunds: [], chargebacks: [], absorbedMinor: 0 };
}

interface Amounts {
  readonly amount: number;
  readonly price: number;
  readonly payer: "guest" | "host";
  readonly payee: "host" | "platform" | "tax";
}

const minor = fc.integer({ min: 1, max: 10_000_000 });
const guests = fc.record({
  ...{ amount: minor, price: minor, payer: fc.constant("guest" as const) },
  payee: fc.constantFrom("host" as const, "platform" as const, "tax" as const),
});
const hosts = fc.record({
  ...{ amount: fc.constant(0), price: fc.integer({ min: 0, max: 1000 }) },
  ...{ payer: fc.constant("host" as const), payee: fc.constant("platform" as const) },
});
const world = fc
  .tuple(fc.array(guests, { minLength: 1, maxLength: 8 }), fc.array(hosts, { maxLength: 2 }))
  .map(([paid, taken]) => [...paid, ...taken])
  .chain((amounts) =>
    fc.record({
      amounts: fc.constant(amounts),
      parts: fc.tuple(...amounts.map(({ amount }) => fc.integer({ min: 0, max: amount }))),
      isLost: fc.boolean(),
    }),
  );

test("whatever went back of which lines, every reader's figures add up", () => {
  const addsUp = fc.property(world, ({ amounts, parts, isLost }) => {
    const goneBack = new Map(parts.flatMap((part, line) => (part > 0 ? [[line, part]] : [])));
    const back = parts.reduce((sum, part) => sum + part, 0);
    // Some by refunds, some by a bank, or all by one of them.
    const lostMinor = isLost ? (parts[0] ?? 0) : 0;
    const lost = { amount: { amount: lostMinor, currency: "EUR" as const }, lines: [], at: "2026-12-02T10:00:00.000Z" };
    const all = { ...facts(amounts, back - lostMinor), goneBack, chargebacks: isLost ? [lost] : [] };
    const guest = receiptFor("guest", all);
    const host = receiptFor("host", all);
    const { gross, fee, refunded, net } = host.earnings ?? {};
    if (!gross || !fee || !refunded || !net) return false;
    const paid = guest.lines.reduce((sum, line) => sum + line.amount.amount, 0);
    return (
      paid === guest.total.amount &&
      guest.remaining.amount === paid - back &&
      guest.remaining.amount === paid - guest.refunded.amount - guest.chargedBack.amount &&
      gross.amount - fee.amount - refunded.amount === net.amount &&
      [gross, fee, refunded, net, guest.remaining, guest.taxes].every(({ amount }) => amount >= 0) &&
      guest.taxes.amount <= paid
    );
  });
  expect(fc.check(addsUp)).toMatchObject({ failed: false });
});

test("a chargeback that we bear takes nothing from what the host has earned", () => {
  const amounts: Amounts[] = [
    { amount: 1000, price: 11_000, payer: "guest", payee: "host" },
    { amount: 140, price: 1540, payer: "guest", payee: "platform" },
    { amount: 0, price: 330, payer: "host", payee: "platform" },
  ];
  const gone = { ...facts(amounts, 0), goneBack: new Map([[0, 1000]]) };
  const earned = (absorbedMinor: number) => receiptFor("host", { ...gone, absorbedMinor }).earnings;
  const money = (amount: number) => ({ amount, currency: "NOK" });
  expect(earned(0)).toMatchObject({ refunded: money(10_670), net: money(0) });
  expect(earned(10_670)).toMatchObject({ refunded: money(0), net: money(10_670) });
});

test("the guest learns neither the host's last name nor what he earns, the host not the guest's card", () => {
  const amounts: Amounts[] = [
    { amount: 1000, price: 11_000, payer: "guest", payee: "host" },
    { amount: 140, price: 1540, payer: "guest", payee: "platform" },
    { amount: 0, price: 330, payer: "host", payee: "platform" },
  ];
  const all = { ...facts(amounts, 0), goneBack: new Map() };
  const guest = JSON.stringify(receiptFor("guest", all));
  expect(guest).toContain('"host":"Nils"');
  expect(guest).not.toMatch(/Holm|host_fee|"net"/);
  const host = JSON.stringify(receiptFor("host", all));
  expect(host).toContain('"net":{"amount":10670,"currency":"NOK"}');
  expect(host).not.toMatch(/4242|1540/);
});
