import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { transferEntries } from "../ledger.ts";
import { post } from "../store.ts";
import type { TransferState } from "./payout-gateway.ts";
import type { PayoutRow } from "./payout-row.ts";
import { scheduleAdjustment } from "./schedule-adjustment.ts";

type Reversal = TransferState["reversals"][number];

/** Books a reversal of a locked payout's transfer, once; one that was made by hand at the provider, too. */
export async function finishReversal(scope: CommandScope, payout: PayoutRow, reversal: Reversal): Promise<void> {
  const { reversalRef, amountMinor } = reversal;
  const id = reversal.reversalId ?? newId();
  const known = await scope.sql.one("reversal_known", "select 1 from transfer_reversal where provider_ref = $1", [
    reversalRef,
  ]);
  if (known) return;
  await scope.sql.run(
    "reversal_done",
    `insert into transfer_reversal (id, payout_id, cause, amount_minor, status, provider_ref, created_at)
     values ($1, $2, $1, $3, 'done', $4, $5)
     on conflict (id) do update set status = 'done', provider_ref = excluded.provider_ref`,
    [id, payout.id, amountMinor, reversalRef, scope.now],
  );
  await scope.sql.run(
    "payout_reversed",
    `update payout set reversed_minor = reversed_minor + $2,
       status = case when reversed_minor + $2 = transferred_minor then 'reversed' else status end,
       next_try_at = case when reversed_minor + $2 = transferred_minor then null else next_try_at end
     where id = $1`,
    [payout.id, amountMinor],
  );
  await post(scope, {
    businessKey: `transfer_reversal:${reversalRef}`,
    reference: payout.reference,
    source: reversalRef,
    entries: transferEntries(
      { account: "host_payable", holderId: payout.payee_id },
      { account: "provider_clearing" },
      { amount: amountMinor, currency: payout.currency },
    ),
  });
  scope.emit("payout.reversed", { payoutId: payout.id });
  if (reversal.reversalId === null) await scheduleAdjustment(scope, payout);
}
