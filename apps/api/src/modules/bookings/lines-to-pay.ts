import type { LineItem } from "@roost/contract";
import type { PaymentLine } from "../payments/index.ts";

/** The lines of a price as payments takes them: who pays each, and whose it becomes. */
export const linesToPay = (lineItems: readonly LineItem[]): PaymentLine[] =>
  lineItems.flatMap(({ kind, payer, payee, amount }, line) => {
    if (payer === "platform" || payee === "guest") return [];
    const amountMinor = payer === "guest" ? amount.amount : 0;
    return [{ line, kind, payer, payee, amountMinor, settleMinor: amount.amount }];
  });
