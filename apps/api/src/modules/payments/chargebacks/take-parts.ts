import type { CurrencyCode } from "@roost/contract";
import { addUp, type LinePart, type PaymentLine, spreadOverLines } from "../payment-lines.ts";

export interface Taken {
  readonly taken: readonly LinePart[];
  readonly left: readonly LinePart[];
}

/** Takes an amount out of parts of lines, by the weight of each; it must not exceed their sum. */
export function takeParts(
  parts: readonly LinePart[],
  { amount, currency }: { readonly amount: number; readonly currency: CurrencyCode },
): Taken {
  const taken = spreadOverLines(parts.map(asLine), new Map(), { amount, currency });
  const gone = addUp(taken);
  const left = parts.flatMap(({ line, amountMinor }) => {
    const rest = amountMinor - (gone.get(line) ?? 0);
    return rest > 0 ? [{ line, amountMinor: rest }] : [];
  });
  return { taken, left };
}

const asLine = ({ line, amountMinor }: LinePart): PaymentLine => ({
  ...{ line, kind: "", payer: "guest", payee: "host" },
  ...{ amountMinor, settleMinor: amountMinor },
});
