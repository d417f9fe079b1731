import { balanceTransactionOperations } from "./balance-transactions.ts";
import { chargeOperations } from "./charges.ts";
import { connectOperations } from "./connect/operations.ts";
import type { Operation } from "./context.ts";
import { disputeOperations } from "./disputes/disputes.ts";
import { eventOperations } from "./events.ts";
import { paymentIntentActions } from "./payment-intent-actions.ts";
import { paymentIntentOperations } from "./payment-intents.ts";
import { paymentMethodOperations } from "./payment-methods.ts";
import { refundOperations } from "./refunds/refunds.ts";

export const operations: readonly Operation[] = [
  ...paymentIntentOperations,
  ...paymentIntentActions,
  ...paymentMethodOperations,
  ...chargeOperations,
  ...refundOperations,
  ...disputeOperations,
  ...balanceTransactionOperations,
  ...eventOperations,
  ...connectOperations,
];

export interface Route {
  readonly operation: Operation;
  readonly id: string;
  readonly parent: string;
}

export function findRoute(method: string, pathname: string): Route | undefined {
  const parts = pathname.split("/");
  for (const operation of operations) {
    const ids = operation.method === method ? match(operation.path.split("/"), parts) : undefined;
    if (ids) return { operation, id: ids.at(-1) ?? "", parent: ids.at(-2) ?? "" };
  }
  return undefined;
}

/** The ids at the template's placeholders, or undefined where they differ. */
function match(template: readonly string[], parts: readonly string[]): readonly string[] | undefined {
  if (template.length !== parts.length) return undefined;
  const ids: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (template[index]?.startsWith("{") && part !== "") ids.push(part);
    else if (template[index] !== part) return undefined;
  }
  return ids;
}
