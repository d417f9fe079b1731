import { Currency, Refund } from "@roost/contract";
import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../../platform/action.ts";
import { gatewayPort, type RefundState, type Rejected } from "../gateway.ts";
import { lockPayment, type PaymentRow } from "../store.ts";
import { applyRefundState, failRefund } from "./apply-refund-state.ts";
import { findRefund, type RefundRow, toRefund } from "./refund-row.ts";

export const RefundIntent = z.object({
  refundId: z.uuid(),
  reference: z.uuid(),
  providerRef: z.string(),
  amountMinor: z.int(),
  currency: Currency,
});

/** Asks the provider to give money back, and records what it said. */
export const refundWork: ProviderWork<typeof RefundIntent, RefundState | Rejected> = {
  name: "payments.refund",
  outlivesKey: true,
  intent: RefundIntent,
  call: ({ house, key }, { reference: _ours, ...request }) => gatewayPort.from({ house }).refund({ key, ...request }),
  async finish(scope, { refundId, reference }, result) {
    const payment = await lockPayment(scope, reference);
    const refund = await findRefund(scope.sql, { id: refundId, ref: null });
    if (!payment || !refund) throw new Error(`refund ${refundId} is gone`);
    await ("rejected" in result
      ? reject(scope, { payment, refund }, result)
      : applyRefundState(scope, payment, result));
    const after = await findRefund(scope.sql, { id: refundId, ref: null });
    // Parsed, so that what is kept under the key is what was answered, byte for byte.
    return { answer: Refund.parse(toRefund(after ?? refund, payment)) };
  },
};

interface Refused {
  readonly payment: PaymentRow;
  readonly refund: RefundRow;
}

/** Somebody gave it back by hand, at the provider: that refund tells of itself, and ours is not needed. */
async function reject(scope: CommandScope, { payment, refund }: Refused, { code, rejected }: Rejected) {
  if (refund.status !== "pending") return;
  if (code !== "charge_already_refunded") return failRefund(scope, refund, { payment, failureCode: code ?? rejected });
  await scope.sql.run("refund_cancel", "update refund set status = 'cancelled', failure_code = $2 where id = $1", [
    refund.id,
    code,
  ]);
  await scope.sql.run("refund_unreserve", "update payment set refunding_minor = refunding_minor - $2 where id = $1", [
    payment.id,
    refund.amount_minor,
  ]);
}
