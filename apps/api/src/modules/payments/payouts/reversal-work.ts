import { z } from "zod";
import type { ProviderWork } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { finishReversal } from "./apply-reversal.ts";
import type { TransferState } from "./payout-gateway.ts";
import { lockPayout } from "./payout-row.ts";

const ReversalIntent = z.object({
  reversalId: z.uuid(),
  payoutId: z.uuid(),
  transferRef: z.string(),
  amountMinor: z.int().min(1),
  currency: z.string(),
});

/** Fetches money back out of a host's account; refused where it is gone from there, and then he owes it. */
export const reversalWork: ProviderWork<typeof ReversalIntent, TransferState | Rejected> = {
  name: "payments.reverseTransfer",
  intent: ReversalIntent,
  call: ({ house, key }, intent) => gatewayPort.from({ house }).reverseTransfer({ key, ...intent }),
  async finish(scope, { payoutId, reversalId }, result) {
    const locked = await lockPayout(scope, payoutId);
    assertThere(locked, `payout ${payoutId} is gone`);
    if ("rejected" in result) {
      await scope.sql.run(
        "reversal_refused",
        "update transfer_reversal set status = 'refused' where id = $1 and status = 'pending'",
        [reversalId],
      );
    } else {
      for (const reversal of result.reversals) await finishReversal(scope, locked.payout, reversal);
    }
    return { answer: null };
  },
};
