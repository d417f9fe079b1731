import { granularityOf } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, type Entry, isBalanced, type PaymentFacts, type Progress, positionOf } from "../ledger.ts";
import { leftOf, spreadOverLines } from "../payment-lines.ts";
import { somePayment, totalOf } from "../sample-payment-facts.ts";
import { coverOf, lossOf } from "./loss.ts";

const sumOf = (entries: readonly Entry[], account: string, currency?: string) =>
  entries.reduce(
    (sum, entry) =>
      entry.account === account && (currency === undefined || entry.currency === currency)
        ? sum + entry.amountMinor
        : sum,
    0,
  );

/** So much of what is left goes back, spread as a refund would be. */
function without(of: PaymentFacts, progress: Progress, amount: number): Progress {
  const goneBack = new Map(progress.goneBack);
  for (const { line, amountMinor } of spreadOverLines(of.lines, goneBack, { amount, currency: of.currency })) {
    goneBack.set(line, (goneBack.get(line) ?? 0) + amountMinor);
  }
  return { ...progress, goneBack };
}

const share = fc.integer({ min: 0, max: 1000 });
const ofShare = (amount: number, permille: number, of: PaymentFacts) => {
  const step = granularityOf(of.currency);
  return Math.floor((amount * permille) / 1000 / step) * step;
};
const left = (of: PaymentFacts, { goneBack }: Progress) =>
  of.lines.reduce((sum, line) => sum + leftOf(line, goneBack), 0);

test("a loss balances in each currency, and takes from the bank's account just what the bank took", () => {
  fc.assert(
    fc.property(
      somePayment,
      share,
      share,
      fc.boolean(),
      fc.boolean(),
      (of, refunded, disputed, isEarned, isPaidOut) => {
        const start: Progress = { capturedMinor: totalOf(of), goneBack: new Map(), isEarned };
        const before = without(of, start, ofShare(totalOf(of), refunded, of));
        const amount = ofShare(left(of, before), disputed, of);
        const after = without(of, before, amount);
        const { entries, absorbedMinor } = lossOf(of, { before, after, from: "dispute_reserve", isPaidOut });
        expect(isBalanced(entries)).toBe(true);
        expect(sumOf(entries, "dispute_reserve")).toBe(amount === 0 ? 0 : -amount);
        expect(sumOf(entries, "provider_clearing")).toBe(0);
        expect(sumOf(entries, "platform_loss")).toBe(absorbedMinor);
        expect(absorbedMinor).toBeGreaterThanOrEqual(0);
        const asRefund = difference(positionOf(of, before), positionOf(of, after));
        const hostsPart = sumOf(asRefund, "host_payable");
        expect([sumOf(entries, "host_payable"), absorbedMinor]).toEqual(isPaidOut ? [0, hostsPart] : [hostsPart, 0]);
        for (const account of ["guest_held", "revenue", "tax_payable", "fx"]) {
          expect(sumOf(entries, account, of.settleCurrency)).toBe(sumOf(asRefund, account, of.settleCurrency));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("taken from the platform's own loss in place of the reserve, a loss balances, too", () => {
  fc.assert(
    fc.property(somePayment, share, fc.boolean(), fc.boolean(), (of, disputed, isEarned, isPaidOut) => {
      const before: Progress = { capturedMinor: totalOf(of), goneBack: new Map(), isEarned };
      const amount = ofShare(totalOf(of), disputed, of);
      const after = without(of, before, amount);
      const { entries, absorbedMinor } = lossOf(of, { before, after, from: "platform_loss", isPaidOut });
      expect(isBalanced(entries)).toBe(true);
      expect(sumOf(entries, "platform_loss")).toBe(absorbedMinor - amount);
    }),
  );
});

test("what covers a dispute is never more than is left, never below nothing, and can be moved", () => {
  fc.assert(
    fc.property(somePayment, fc.integer({ min: 1, max: 10_000_000 }), fc.integer(), ({ currency }, amount, rest) => {
      const covered = coverOf(amount, rest, currency);
      expect(covered).toBeGreaterThanOrEqual(0);
      expect(covered).toBeLessThanOrEqual(Math.min(amount, Math.max(0, rest)));
      expect(covered % granularityOf(currency)).toBe(0);
    }),
  );
});
