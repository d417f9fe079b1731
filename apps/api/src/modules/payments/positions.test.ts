import { granularityOf } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, isBalanced, type PaymentFacts, type Progress, positionOf } from "./ledger.ts";
import { leftOf, sharesOf, spreadOverLines } from "./payment-lines.ts";
import { somePayment as facts, totalOf } from "./sample-payment-facts.ts";

/** Refunds in part, one after the other, until so many are made or nothing is left. */
function refunded(of: PaymentFacts, shares: readonly number[]): Progress[] {
  const total = totalOf(of);
  const step = granularityOf(of.currency);
  let progress: Progress = { capturedMinor: total, goneBack: new Map(), isEarned: false };
  const all = [progress];
  for (const share of shares) {
    const left = of.lines.reduce((sum, line) => sum + leftOf(line, progress.goneBack), 0);
    const amount = Math.floor((left * share) / 1000 / step) * step;
    const parts = spreadOverLines(of.lines, progress.goneBack, { amount, currency: of.currency });
    expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amount);
    const goneBack = new Map(progress.goneBack);
    for (const { line, amountMinor } of parts) goneBack.set(line, (goneBack.get(line) ?? 0) + amountMinor);
    expect(of.lines.every((line) => leftOf(line, goneBack) >= 0)).toBe(true);
    progress = { ...progress, goneBack };
    all.push(progress);
  }
  return all;
}

const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 4 });

test("whatever is refunded before or after it is earned, each posting sums to zero in each currency", () => {
  fc.assert(
    fc.property(facts, shares, fc.nat(4), (of, wanted, earnedAfter) => {
      let before = positionOf(of, { capturedMinor: 0, goneBack: new Map(), isEarned: false });
      for (const [index, progress] of refunded(of, wanted).entries()) {
        for (const isEarned of index >= earnedAfter ? [false, true].slice(index > earnedAfter ? 1 : 0) : [false]) {
          const after = positionOf(of, { ...progress, isEarned });
          expect(isBalanced(after)).toBe(true);
          expect(isBalanced(difference(before, after))).toBe(true);
          before = after;
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("nothing refunded: the payee gets his lines without his fee; all refunded: nobody gets anything", () => {
  fc.assert(
    fc.property(facts, (of) => {
      const settled = (payee: string) =>
        of.lines.reduce(
          (sum, line) => sum + (line.payer === "guest" && line.payee === payee ? line.settleMinor : 0),
          0,
        );
      const fee = of.lines.at(-1)?.settleMinor ?? 0;
      const whole = sharesOf(of.lines, new Map(), of.settleCurrency);
      expect(whole).toEqual({
        payeeMinor: settled("host") - fee,
        revenueMinor: settled("platform") + fee,
        taxMinor: settled("tax"),
      });
      const all = new Map(of.lines.map(({ line, amountMinor }) => [line, amountMinor]));
      // A line too small to cost the guest anything in his currency stays with its payee.
      const priced = { ...of, lines: of.lines.filter(({ amountMinor, payer }) => payer === "host" || amountMinor > 0) };
      expect(sharesOf(priced.lines, all, of.settleCurrency)).toEqual({ payeeMinor: 0, revenueMinor: 0, taxMinor: 0 });
    }),
  );
});

test("shares are never negative, never grow by a refund, and are multiples of what a bank can move", () => {
  fc.assert(
    fc.property(facts, shares, (of, wanted) => {
      const step = granularityOf(of.settleCurrency);
      let last = Number.POSITIVE_INFINITY;
      for (const { goneBack } of refunded(of, wanted)) {
        const { payeeMinor, revenueMinor, taxMinor } = sharesOf(of.lines, goneBack, of.settleCurrency);
        for (const share of [payeeMinor, revenueMinor, taxMinor]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share % step).toBe(0);
        }
        const all = payeeMinor + revenueMinor + taxMinor;
        expect(all).toBeLessThanOrEqual(last);
        last = all;
      }
    }),
  );
});

test("an amount that the provider gave back off our steps is spread, too, and so is what it leaves", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 999 }), fc.nat(99), (of, share, beside) => {
      const total = totalOf(of);
      const amount = Math.min(total, Math.floor((total * share) / 1000) + beside);
      const parts = spreadOverLines(of.lines, new Map(), { amount, currency: of.currency });
      expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amount);
      const gone = new Map(parts.map(({ line, amountMinor }) => [line, amountMinor]));
      const rest = spreadOverLines(of.lines, gone, { amount: total - amount, currency: of.currency });
      expect(rest.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(total - amount);
      expect(isBalanced(positionOf(of, { capturedMinor: total, goneBack: gone, isEarned: true }))).toBe(true);
    }),
  );
});
