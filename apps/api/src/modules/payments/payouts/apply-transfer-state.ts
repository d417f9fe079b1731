import type { CommandScope } from "../../../platform/action.ts";
import { transferEntries } from "../ledger.ts";
import { post } from "../store.ts";
import { finishReversal } from "./apply-reversal.ts";
import { bankPayoutWork } from "./bank-payout-work.ts";
import { owedFor } from "./host-balance.ts";
import type { TransferState } from "./payout-gateway.ts";
import type { LockedPayout } from "./payout-row.ts";
import { recoverFromPayout } from "./recover-from-payout.ts";

/**
 * Brings a locked payout up to its transfer as it stands at the provider. Who asked for it and the provider's events
 * come through here, in any order and number.
 */
export async function applyTransferState(
  scope: CommandScope,
  locked: LockedPayout,
  state: TransferState,
): Promise<void> {
  const { payout } = locked;
  if (payout.transfer_ref === null) await book(scope, locked, state);
  else if (payout.transfer_ref !== state.transferRef) {
    throw new Error(`payout ${payout.id} was transferred twice: ${payout.transfer_ref} and ${state.transferRef}`);
  }
  for (const reversal of state.reversals) await finishReversal(scope, payout, reversal);
}

async function book(scope: CommandScope, { payout }: LockedPayout, state: TransferState): Promise<void> {
  const { id: payoutId, reference, payee_id: holderId, currency } = payout;
  const amount = (payout.amount_minor ?? 0) - payout.netted_minor;
  if (payout.status !== "in_transit" || state.amountMinor !== amount || state.currency !== currency) {
    throw new Error(`payout ${payoutId}: the provider transferred what was not asked for`);
  }
  await scope.sql.run(
    "payout_transferred",
    "update payout set transfer_ref = $2, transferred_minor = $3, told_blocks = '{}', bank_failure = null, bank_attempts = 1 where id = $1",
    [payoutId, state.transferRef, amount],
  );
  await post(scope, {
    businessKey: `transfer:${state.transferRef}`,
    reference,
    source: state.transferRef,
    entries: transferEntries(
      { account: "provider_clearing" },
      { account: "host_payable", holderId },
      { amount, currency },
    ),
  });
  scope.emit("payout.sent", { payoutId });
  if (state.accountRef === null) throw new Error(`transfer ${state.transferRef} has gone to no account`);
  scope.later(bankPayoutWork, { payoutId, accountRef: state.accountRef, amountMinor: amount, currency });
  // What went back to the guest while the transfer was on its way.
  const tooMuch = payout.netted_minor - (await owedFor(scope.sql, payout));
  if (tooMuch > 0) await recoverFromPayout(scope, { reference, cause: payoutId, amountMinor: tooMuch });
}
