import { type CurrencyCode, granularityOf, roundToGranularity, splitMinor } from "@roost/contract";
import { z } from "zod";

/** One line of what is paid, in minor units of both currencies: what the payer pays in, and what the payee is owed in. */
export const PaymentLine = z.object({
  /** Its place among the lines of the price. */
  line: z.int().min(0),
  kind: z.string(),
  payer: z.enum(["guest", "host"]),
  payee: z.enum(["host", "platform", "tax"]),
  /** In the payer's currency; 0 for what the payee pays out of his share. */
  amountMinor: z.int().min(0),
  /** The same in the payee's currency. */
  settleMinor: z.int().min(0),
});
export type PaymentLine = z.output<typeof PaymentLine>;

/** So much of one line, in minor units of the payer's currency. */
export const LinePart = z.object({ line: z.int().min(0), amountMinor: z.int().min(1) });
export type LinePart = z.output<typeof LinePart>;

/** Whose the money becomes, in minor units of the payee's currency. */
export interface Shares {
  readonly payeeMinor: number;
  readonly revenueMinor: number;
  readonly taxMinor: number;
}

/** How much of each line has gone back to the payer, by the line's place, in the payer's currency. */
export type GoneBack = ReadonlyMap<number, number>;

/**
 * Whose the rest becomes once parts of some lines have gone back. Each line is worth its share of the amount that is
 * left, rounded half-even; what the payee pays out of his share shrinks with that share.
 */
export function sharesOf(lines: readonly PaymentLine[], goneBack: GoneBack, settle: CurrencyCode): Shares {
  const step = granularityOf(settle);
  const left = (line: PaymentLine) => settleLeft(line, goneBack.get(line.line) ?? 0, step);
  const sum = (payee: PaymentLine["payee"], of: (line: PaymentLine) => number) =>
    lines.reduce((total, line) => (line.payer === "guest" && line.payee === payee ? total + of(line) : total), 0);
  const gross = sum("host", left);
  const whole = sum("host", ({ settleMinor }) => settleMinor);
  const deducted = lines
    .filter(({ payer }) => payer === "host")
    .reduce((total, { settleMinor }) => total + proportion(settleMinor, { part: gross, whole }, step), 0);
  // A deduction never takes more than there is.
  const taken = Math.min(deducted, gross);
  return { payeeMinor: gross - taken, revenueMinor: sum("platform", left) + taken, taxMinor: sum("tax", left) };
}

const settleLeft = ({ amountMinor, settleMinor }: PaymentLine, goneBack: number, step: number) =>
  goneBack === 0 ? settleMinor : proportion(settleMinor, { part: amountMinor - goneBack, whole: amountMinor }, step);

function proportion(of: number, { part, whole }: { part: number; whole: number }, step: number): number {
  if (part === whole) return of;
  return roundToGranularity({ numerator: BigInt(of) * BigInt(part), denominator: BigInt(whole) }, step);
}

/**
 * Shares an amount among what is left of the lines, by largest remainder, so that the parts sum to it and no line goes
 * back twice. The amount must not exceed what is left.
 */
export function spreadOverLines(
  lines: readonly PaymentLine[],
  goneBack: GoneBack,
  { amount, currency }: { readonly amount: number; readonly currency: CurrencyCode },
): LinePart[] {
  const weights = lines.map((line) => leftOf(line, goneBack));
  const step = granularityOf(currency);
  // Whoever acts at the provider's dashboard knows nothing of our steps; what is left after him is off them, too.
  const isOnSteps = [amount, ...weights].every((minor) => minor % step === 0);
  const parts = splitMinor(amount, weights, isOnSteps ? step : 1);
  return lines.flatMap(({ line }, index) => {
    const amountMinor = parts[index] ?? 0;
    return amountMinor > 0 ? [{ line, amountMinor }] : [];
  });
}

/** What can still go back of a line, in the payer's currency. */
export const leftOf = ({ line, amountMinor }: PaymentLine, goneBack: GoneBack): number =>
  amountMinor - (goneBack.get(line) ?? 0);

/** Adds parts up by line. */
export function addUp(parts: Iterable<LinePart>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { line, amountMinor } of parts) sums.set(line, (sums.get(line) ?? 0) + amountMinor);
  return sums;
}
