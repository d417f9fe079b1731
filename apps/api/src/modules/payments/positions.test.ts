import { type CurrencyCode, currencyCodes, granularityOf, splitMinor } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { difference, isBalanced, type PaymentFacts, type Progress, positionOf } from "./ledger.ts";
import { leftOf, type PaymentLine, sharesOf, spreadOverLines } from "./payment-lines.ts";

const currency = fc.constantFrom<CurrencyCode>(...currencyCodes);

/** A price in two currencies: what the guest pays is split over his lines, as a quote does it. */
const facts = fc
  .record({
    paid: currency,
    settled: currency,
    steps: fc.integer({ min: 4, max: 5_000_000 }),
    host: fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 3 }),
    platform: fc.integer({ min: 0, max: 300_000 }),
    tax: fc.integer({ min: 0, max: 300_000 }),
    hostFeeBps: fc.integer({ min: 0, max: 2_000 }),
    same: fc.boolean(),
  })
  .map(({ paid, settled, steps, host, platform, tax, hostFeeBps, same }): PaymentFacts => {
    const settleCurrency = settled;
    const payCurrency = same ? settled : paid;
    const [stepL, stepP] = [granularityOf(settleCurrency), granularityOf(payCurrency)];
    const settle = [...host, platform, tax].map((amount) => amount * stepL);
    const amounts = same ? settle : splitMinor(steps * stepP, settle, stepP);
    const payees = [...host.map(() => "host" as const), "platform" as const, "tax" as const];
    const guest: PaymentLine[] = payees.map((payee, line) => ({
      ...{ line, kind: payee, payer: "guest", payee },
      ...{ amountMinor: amounts[line] ?? 0, settleMinor: settle[line] ?? 0 },
    }));
    const hostFee = Math.floor((host.reduce((sum, one) => sum + one, 0) * hostFeeBps) / 10_000) * stepL;
    const fee: PaymentLine = {
      ...{ line: guest.length, kind: "host_fee", payer: "host", payee: "platform" },
      ...{ amountMinor: 0, settleMinor: hostFee },
    };
    return { payeeId: newId(), lines: [...guest, fee], currency: payCurrency, settleCurrency };
  });

const totalOf = ({ lines }: PaymentFacts) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

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
