import type { PayoutBlock } from "@roost/contract";
import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { applyTransferState } from "./apply-transfer-state.ts";
import { blockPayout } from "./block-payout.ts";
import type { TransferState } from "./payout-gateway.ts";
import { lockPayout, type PayoutRow } from "./payout-row.ts";

const TransferIntent = z.object({
  payoutId: z.uuid(),
  reference: z.uuid(),
  accountRef: z.string(),
  amountMinor: z.int().min(1),
  currency: z.string(),
});

/** Moves a host's money from our balance into his account. */
export const transferWork: ProviderWork<typeof TransferIntent, TransferState | Rejected> = {
  name: "payments.transfer",
  outlivesKey: true,
  intent: TransferIntent,
  call: ({ house, key }, intent) => gatewayPort.from({ house }).transfer({ key, ...intent }),
  async finish(scope, { payoutId }, result) {
    const locked = await lockPayout(scope, payoutId);
    assertThere(locked, `payout ${payoutId} is gone`);
    await ("rejected" in result ? reject(scope, locked.payout, result) : applyTransferState(scope, locked, result));
    return { answer: null };
  },
};

const tryAgainMs = 60 * 60_000;

/** Nothing was moved: it waits until our balance is filled up, or the account may receive again. */
async function reject(scope: CommandScope, payout: PayoutRow, { code, rejected }: Rejected): Promise<void> {
  if (payout.status !== "in_transit" || payout.transfer_ref !== null) return;
  const block: PayoutBlock = code === "balance_insufficient" ? "provider_balance" : "account_restricted";
  await scope.sql.run("payout_transfer_refused", "update payout set bank_failure = $2 where id = $1", [
    payout.id,
    code ?? rejected,
  ]);
  await blockPayout(scope, payout, { blocks: [block], nextTryAt: new Date(scope.now.getTime() + tryAgainMs) });
}
