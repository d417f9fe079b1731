import type { Call } from "../context.ts";
import { moneyText } from "../currencies.ts";
import { type Charge, isKind } from "../objects.ts";
import { missingObject } from "../refusal.ts";
import * as declared from "./money-parameters.ts";
import { refused } from "./refused.ts";

export interface Asked {
  readonly amount: number;
  readonly currency: string;
}

/** The charge that a transfer is taken from, checked to be enough for this one beside those before it. */
export function transferSource(call: Call, asked: Asked): Charge | undefined {
  const id = call.parameters.get(declared.sourceTransaction);
  if (id === undefined) return undefined;
  const param = declared.sourceTransaction.name;
  const charge = call.world.store.find("charge", id);
  if (!charge) throw missingObject("charge", id, param);
  if (!charge.captured || charge.status === "failed") {
    throw refused(`Charge ${id} cannot be the source of a transfer: it is not captured.`, { param });
  }
  if (charge.currency !== asked.currency) {
    throw refused(
      `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer ` +
        `currency (${asked.currency}).`,
      { param },
    );
  }
  const taken = takenFrom(call, id);
  if (taken + asked.amount > charge.amount_captured) {
    const already =
      taken === 0
        ? ""
        : ` (There is already a transfer using this source, amounting to ${moneyText(taken, charge.currency)}.)`;
    throw refused(
      "Transfers using this transaction as a source must not exceed the source amount of " +
        `${moneyText(charge.amount_captured, charge.currency)}.${already}`,
      { param },
    );
  }
  return charge;
}

/** What was reversed can be transferred again. */
function takenFrom({ world }: Call, id: string): number {
  const { data } = world.store.page({
    kind: "transfer",
    label: "*",
    where: { source_transaction: id },
    created: { from: 0, to: Number.MAX_SAFE_INTEGER },
    limit: 10_000,
  });
  return data.reduce<number>(
    (sum, found) => (isKind("transfer", found) ? sum + found.amount - found.amount_reversed : sum),
    0,
  );
}
