import { isRecord, textOf } from "./guards.ts";
import { texts } from "./parameters.ts";
import { invalid } from "./refusal.ts";
import type { Store } from "./store.ts";

export const expandParameter = texts("expand");

const DEEPEST = 4;
const EXPANDABLE: Readonly<Record<string, readonly string[]>> = {
  list: ["data"],
  payment_intent: ["application", "customer", "latest_charge", "on_behalf_of", "payment_method", "review"],
  payment_method: ["customer"],
  charge: [
    "application",
    "application_fee",
    "balance_transaction",
    "customer",
    "failure_balance_transaction",
    "on_behalf_of",
    "payment_intent",
    "review",
    "source_transfer",
  ],
  balance_transaction: ["source"],
  dispute: ["charge", "payment_intent"],
  bank_account: ["account"],
  payout: ["balance_transaction", "destination", "failure_balance_transaction", "original_payout", "reversed_by"],
  topup: ["balance_transaction"],
  transfer: ["balance_transaction", "destination", "destination_payment", "reversals", "source_transaction"],
  transfer_reversal: ["balance_transaction", "destination_payment_refund", "source_refund", "transfer"],
  refund: [
    "balance_transaction",
    "charge",
    "customer",
    "failure_balance_transaction",
    "payment_intent",
    "payment_method",
    "source_transfer_reversal",
    "transfer_reversal",
  ],
};

/** Replaces ids by the objects that they name, along paths as `latest_charge.balance_transaction`. */
export function expandAll(store: Store, body: object, paths: readonly string[]): unknown {
  return paths.reduce<unknown>((expanded, path) => {
    const steps = path.split(".");
    if (steps.length > DEEPEST) {
      throw invalid(`You cannot expand more than ${DEEPEST} levels of a property. Property: ${path}`);
    }
    return expandSteps(store, expanded, steps);
  }, body);
}

function expandSteps(store: Store, value: unknown, steps: readonly string[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => expandSteps(store, item, steps));
  if (!isRecord(value) || !EXPANDABLE[textOf(value["object"])]?.includes(step)) {
    throw invalid(`This property cannot be expanded (${step}).`, { param: "expand" });
  }
  // Some fields are there only in some states, as why a refund failed.
  if (!(step in value)) return value;
  const field = value[step];
  const found = typeof field === "string" ? store.findAny(field) : field;
  return { ...value, [step]: expandSteps(store, found ?? null, rest) };
}
