import { Id } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { lockPayment } from "../store.ts";
import { findRefund } from "./refund-row.ts";
import { refundWork } from "./refund-work.ts";

/** Asks again for a refund that failed: a new call at the provider, with a key of its own. */
export const retryRefund = command({
  name: "payments.retryRefund",
  summary: "Try a failed refund again.",
  input: z.strictObject({ refundId: Id }),
  output: z.object({ moved: z.boolean() }),
  may: onlySystem,
  async run(scope, { refundId }) {
    const found = await scope.sql.one<{ reference: string }>(
      "refund_reference",
      "select p.reference from refund r join payment p on p.id = r.payment_id where r.id = $1",
      [refundId],
    );
    const payment = found && (await lockPayment(scope, found.reference));
    const refund = await findRefund(scope.sql, { id: refundId, ref: null });
    if (!payment || payment.provider_ref === null || refund?.status !== "failed") return { moved: false };
    const moved = await scope.sql.run(
      "refund_retry",
      `update refund set status = 'pending', next_try_at = null, attempts = attempts + 1
       where id = $1 and next_try_at <= $2`,
      [refundId, scope.now],
    );
    if (moved === 0) return { moved: false };
    const { reference, provider_ref: providerRef, currency } = payment;
    scope.later(refundWork, { refundId, reference, providerRef, amountMinor: refund.amount_minor, currency });
    return { moved: true };
  },
});
