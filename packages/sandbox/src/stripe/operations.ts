import { balanceTransactionOperations } from "./balance-transactions.ts";
import { chargeOperations } from "./charges.ts";
import type { Operation } from "./context.ts";
import { eventOperations } from "./events.ts";
import { paymentIntentActions } from "./payment-intent-actions.ts";
import { paymentIntentOperations } from "./payment-intents.ts";
import { paymentMethodOperations } from "./payment-methods.ts";
import { refundOperations } from "./refunds.ts";

export const operations: readonly Operation[] = [
  ...paymentIntentOperations,
  ...paymentIntentActions,
  ...paymentMethodOperations,
  ...chargeOperations,
  ...refundOperations,
  ...balanceTransactionOperations,
  ...eventOperations,
];

export interface Route {
  readonly operation: Operation;
  readonly id: string;
}

export function findRoute(method: string, pathname: string): Route | undefined {
  const parts = pathname.split("/");
  for (const operation of operations) {
    const id = operation.method === method ? match(operation.path.split("/"), parts) : undefined;
    if (id !== undefined) return { operation, id };
  }
  return undefined;
}

/** The id at the template's placeholder (empty if it has none), or undefined where they differ. */
function match(template: readonly string[], parts: readonly string[]): string | undefined {
  if (template.length !== parts.length) return undefined;
  let id = "";
  for (const [index, part] of parts.entries()) {
    if (template[index]?.startsWith("{") && part !== "") id = part;
    else if (template[index] !== part) return undefined;
  }
  return id;
}
