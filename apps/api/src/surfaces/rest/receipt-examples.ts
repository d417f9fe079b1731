import type { Receipt } from "@roost/contract";
import type { Example } from "./example.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;
const bookingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a05";
const paymentId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a06";
const toHost = { payer: "guest", payee: "host", version: 1 } as const;

const receipt: Receipt = {
  ...{ paymentId, bookingId, number: "2026-000123", issuedAt: "2026-12-01T10:06:02.000Z" },
  ...{ audience: "guest", status: "partially_refunded", guest: "Ola Nordmann", host: "Kari" },
  home: { title: "Loft by the river", city: "Oslo", country: "NO" },
  ...{ checkIn: "2027-02-12", checkOut: "2027-02-15" },
  guests: { adults: 2, children: 1, infants: 0, pets: 0 },
  lines: [
    {
      ...{ line: 0, kind: "nightly", quantity: 3, unit: nok(185_000), price: nok(555_000), amount: nok(555_000) },
      ...{ ...toHost, rule: "price.nightly" },
    },
    {
      ...{ line: 1, kind: "cleaning", quantity: 1, unit: nok(45_000), price: nok(45_000), amount: nok(45_000) },
      ...{ ...toHost, rule: "price.cleaning" },
    },
    {
      ...{ line: 2, kind: "service_fee", quantity: 1, unit: nok(84_000), price: nok(84_000), amount: nok(84_000) },
      ...{ payer: "guest", payee: "platform", rule: "fee.guest", version: 1 },
    },
  ],
  ...{ total: nok(684_000), taxes: nok(0), exchange: null, method: { brand: "visa", last4: "4242" } },
  paidAt: "2026-12-01T10:06:00.000Z",
  refunds: [
    {
      ...{ refundId: "0194f0a0-0000-7000-8000-0000000000c1", number: "2027-000031" },
      ...{ issuedAt: "2027-02-16T09:00:02.000Z", status: "succeeded", amount: nok(50_000) },
      ...{ lines: [{ line: 0, amount: nok(50_000) }], reason: "goodwill", note: "For the noise." },
      createdAt: "2027-02-16T09:00:00.000Z",
    },
  ],
  ...{ refunded: nok(50_000), chargebacks: [], chargedBack: nok(0), remaining: nok(634_000), earnings: null },
};

/** What Ola keeps for his taxes. */
export const receiptExamples: Readonly<Record<string, Example>> = {
  "payments.receipt": { input: { paymentId }, output: receipt },
};
