import fc from "fast-check";
import { expect, test } from "vitest";
import { isBalanced } from "../ledger.ts";
import { explainLine } from "./explain-line.ts";

const line = (type: string, amountMinor: number, feeMinor = 0) =>
  explainLine({ type, currency: "EUR", amountMinor, feeMinor });

test("a top-up comes from our bank, a payout goes there", () => {
  expect(line("topup", 900)).toEqual([
    { account: "provider_clearing", currency: "EUR", amountMinor: 900 },
    { account: "bank", currency: "EUR", amountMinor: -900 },
  ]);
  expect(line("payout", -900, 10)).toEqual([
    { account: "provider_clearing", currency: "EUR", amountMinor: -910 },
    { account: "bank", currency: "EUR", amountMinor: 900 },
    { account: "provider_fees", currency: "EUR", amountMinor: 10 },
  ]);
});

test("what the provider charges for itself is a fee", () => {
  expect(line("stripe_fee", -200)).toEqual([
    { account: "provider_clearing", currency: "EUR", amountMinor: -200 },
    { account: "provider_fees", currency: "EUR", amountMinor: 200 },
  ]);
});

test("what Roost does itself is never booked from here", () => {
  for (const type of ["charge", "refund", "transfer", "adjustment", "refund_failure"])
    expect(line(type, 5)).toEqual([]);
});

test("whatever the amounts, it sums to zero and moves the clearing by the net", () => {
  const types = fc.constantFrom("topup", "payout", "payout_failure", "stripe_fee", "tax_fee", "charge");
  const amounts = fc.integer({ min: -1e9, max: 1e9 });
  const holds = fc.property(types, amounts, fc.integer({ min: 0, max: 1e6 }), (type, amount, fee) => {
    const entries = line(type, amount, fee);
    const clearing = entries.find(({ account }) => account === "provider_clearing")?.amountMinor ?? 0;
    return isBalanced(entries) && (entries.length === 0 || clearing === amount - fee);
  });
  expect(fc.check(holds)).toMatchObject({ failed: false });
});
