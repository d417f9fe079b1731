import { Receipt } from "@roost/contract";
import { expect, test } from "vitest";
import { receiptPage } from "./receipt-page.ts";

const id = "0194f0a0-0000-7000-8000-0000000000c1";
const at = "2026-11-20T12:00:00.000Z";
const nok = (amount: number) => ({ amount, currency: "NOK" as const });
const eur = (amount: number) => ({ amount, currency: "EUR" as const });
const line = {
  ...{ line: 0, kind: "nightly", quantity: 3, unit: nok(100_000), price: nok(300_000), amount: nok(300_000) },
  ...{ payer: "guest", payee: "host", rule: "price.nightly", version: 1 },
};

const receipt = (change: object) =>
  Receipt.parse({
    ...{ paymentId: id, bookingId: id, number: "2026-000123", issuedAt: at, audience: "operator", status: "captured" },
    ...{ guest: "Kari Nordmann", host: "Ola", home: { title: "Loft", city: "Oslo", country: "NO" } },
    ...{ checkIn: "2026-12-01", checkOut: "2026-12-04", guests: { adults: 1, children: 2, infants: 0, pets: 0 } },
    ...{ lines: [line], total: nok(300_000), taxes: nok(0), exchange: null, method: null, paidAt: at },
    ...{ refunds: [], refunded: nok(0), chargebacks: [], chargedBack: nok(0), remaining: nok(300_000), earnings: null },
    ...change,
  });

test("a receipt that is not issued yet says that its number follows, and when it was paid", () => {
  const page = receiptPage(receipt({ number: null, issuedAt: null }));
  expect(page).toContain("follows in a moment");
  expect(page).toContain("<dt>Paid</dt>");
  expect(receiptPage(receipt({}))).toContain("<dt>Issued</dt>");
});

test("another currency has a column of its own, its rate and its day", () => {
  const exchange = { currency: "NOK", rate: "0.0855", source: "ecb", at };
  const page = receiptPage(receipt({ exchange, lines: [{ ...line, amount: eur(25_650) }], total: eur(25_650) }));
  expect(page).toContain('<th scope="col">Price</th>');
  expect(page).toContain("1 NOK = 0.0855 EUR");
});

test("taxes, what the host pays without a line of its own, and what refunds took, are told", () => {
  const earnings = { gross: nok(300_000), fee: nok(9_000), refunded: nok(1_000), net: nok(290_000) };
  const page = receiptPage(receipt({ audience: "host", earnings, taxes: nok(2_000) }));
  expect(page).toContain("<td>Fees</td>");
  expect(page).toContain("<td>Refunds</td>");
  expect(receiptPage(receipt({ taxes: nok(2_000), refunded: nok(5), remaining: nok(299_995) }))).toContain(
    "of which taxes",
  );
});

test("what a bank took back is told apart from what we gave back", () => {
  const lost = {
    ...{ chargebacks: [{ amount: nok(200_000), lines: [{ line: 0, amount: nok(200_000) }], at }] },
    ...{ chargedBack: nok(200_000), remaining: nok(100_000) },
  };
  const page = receiptPage(receipt(lost)).replaceAll("\u00a0", " ");
  expect(page).toContain('Taken back by the card&#39;s bank</th><td class="amount">-NOK 2,000.00');
  expect(page).toContain('Remaining</th><td class="amount">NOK 1,000.00');
  expect(page).not.toContain("Given back");
  expect(page).toContain('20 November 2026, 12:00 UTC</td><td class="amount">NOK 2,000.00');
  const earnings = { gross: nok(300_000), fee: nok(9_000), refunded: nok(194_000), net: nok(97_000) };
  expect(receiptPage(receipt({ ...lost, audience: "host", earnings }))).toContain("<td>Refunds and chargebacks</td>");
  expect(receiptPage(receipt({}))).not.toMatch(/Taken back|Remaining/);
});

test("nights say their discount, and a tax its own name", () => {
  const discount = { rule: "discount.weekly", version: 3, bps: 1250, amount: nok(37_500) };
  const tax = { ...line, line: 1, kind: "tax", quantity: 1, payee: "tax", rule: "tax.no.city", name: "City tax" };
  const page = receiptPage(receipt({ lines: [{ ...line, discount }, tax] }));
  expect(page).toContain("less 12.5 %, discount.weekly · price.nightly, version 1");
  expect(page).toContain("<td>City tax<small>tax.no.city, version 1</small>");
  expect(receiptPage(receipt({ lines: [{ ...tax, name: undefined }] }))).toContain("<td>Tax<small>");
});

test("a refund has its note and its credit note, or what it waits for", () => {
  const refund = {
    ...{ refundId: id, number: null, issuedAt: null, status: "succeeded", amount: nok(5), lines: [] },
    ...{ reason: "goodwill", note: "<b>For the noise.</b>", createdAt: at },
  };
  const page = receiptPage(
    receipt({
      refunds: [
        refund,
        { ...refund, status: "pending", note: null },
        { ...refund, number: "2026-000124", issuedAt: at, status: "failed" },
      ],
    }),
  );
  expect(page).toContain("follows in a moment");
  expect(page).toContain("2026-000124");
  expect(page).toContain("&lt;b&gt;For the noise.");
  expect(page).not.toContain("<b>For");
});
