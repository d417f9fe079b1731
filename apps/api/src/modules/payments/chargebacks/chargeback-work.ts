import { Chargeback } from "@roost/contract";
import type { CommandScope, Finished } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import type { DisputeState } from "../dispute-gateway.ts";
import type { Rejected } from "../gateway.ts";
import { lockPayment } from "../store.ts";
import { applyDisputeState } from "./apply-dispute-state.ts";
import { type ChargebackRow, findChargeback, toChargeback } from "./chargeback-row.ts";

/** Reads a chargeback with its payment locked, so that nobody moves it meanwhile. */
export async function lockChargeback(scope: CommandScope, id: string): Promise<ChargebackRow | undefined> {
  const found = await findChargeback(scope.sql, id);
  if (found) await lockPayment(scope, found.reference);
  return found && findChargeback(scope.sql, id);
}

/** Records what the provider said, and answers the chargeback as it stands after that. */
export async function finishAtProvider(
  scope: CommandScope,
  { chargebackId, reference }: { readonly chargebackId: string; readonly reference: string },
  result: DisputeState | Rejected,
): Promise<Finished> {
  const payment = await lockPayment(scope, reference);
  assertThere(payment, `the payment for ${reference} is gone`);
  if ("rejected" in result) {
    const details = { chargebackId, providerCode: result.code };
    return { refused: new AppError("chargeback.refused", { detail: result.rejected, details }) };
  }
  await applyDisputeState(scope, payment, result);
  const row = await findChargeback(scope.sql, chargebackId);
  assertThere(row, `chargeback ${chargebackId} is gone`);
  // Parsed, so that what is kept under the key is what was answered, byte for byte.
  return { answer: Chargeback.parse(toChargeback(row)) };
}

export const wrongState = ({ status }: ChargebackRow, detail: string): AppError =>
  new AppError("chargeback.state", { detail, details: { status } });
