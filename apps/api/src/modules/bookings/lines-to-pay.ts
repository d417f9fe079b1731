import type { LineItem } from "@roost/contract";
import type { PaymentLine } from "../payments/index.ts";

/**
 * The lines of a price as payments takes them: who pays each, and whose it becomes. `paid` is what the guest pays for
 * each in his own currency, aligned with them; what the host is owed stays in the home's.
 */
export const linesToPay = (lineItems: readonly LineItem[], paid: readonly number[]): PaymentLine[] =>
  lineItems.flatMap(({ kind, payer, payee, amount }, line) => {
    if (payer === "platform" || payer === "authority" || payee === "guest") return [];
    const owed = payee === "authority" ? "tax" : payee;
    return [{ line, kind, payer, payee: owed, amountMinor: paid[line] ?? 0, settleMinor: amount.amount }];
  });
