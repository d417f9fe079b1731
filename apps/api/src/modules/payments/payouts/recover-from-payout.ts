import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { lockPayment } from "../store.ts";
import { owedFor } from "./host-balance.ts";
import { lockPayoutOf, type PayoutRow, sentMinor } from "./payout-row.ts";
import { reversalWork } from "./reversal-work.ts";

export interface Recovery {
  readonly reference: string;
  /** The refund or chargeback that it is for: each is recovered once. */
  readonly cause: string;
  /** The payee's part of it, in the currency that he is paid in. */
  readonly amountMinor: number;
}

/**
 * Money of a payment went back after the payee was paid: fetches his part out of his account while it is still there.
 * What his bank has, and what cannot be fetched, he owes: it is kept of his next payouts.
 */
export async function recoverFromPayout(
  scope: CommandScope,
  { reference, cause, amountMinor }: Recovery,
): Promise<void> {
  const payment = await lockPayment(scope, reference);
  const payout = payment && (await lockPayoutOf(scope, payment));
  // Not transferred yet: its share is computed afresh when it is.
  if (payout?.transfer_ref == null) return;
  const back = await comingBack(scope, payout);
  // Somebody may have fetched his part back by hand already: no more is fetched than he has got too much.
  const tooMuch = payout.netted_minor - (await owedFor(scope.sql, payout)) - back;
  const amount = Math.min(amountMinor, tooMuch, sentMinor(payout) - back);
  if (amount <= 0) return;
  const [reversalId, isThere] = [newId(), isInAccount(payout)];
  const made = await scope.sql.run(
    "reversal_begin",
    `insert into transfer_reversal (id, payout_id, cause, amount_minor, status, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (payout_id, cause) do nothing`,
    [reversalId, payout.id, cause, amount, isThere ? "pending" : "refused", scope.now],
  );
  if (made === 0 || !isThere) return;
  const { transfer_ref: transferRef, currency } = payout;
  scope.later(reversalWork, { reversalId, payoutId: payout.id, transferRef, amountMinor: amount, currency });
}

/** Once the bank has it, what lies in the account is of his other payouts, which would then lack it. */
const isInAccount = ({ status, bank_ref: bankRef }: PayoutRow) =>
  status === "failed" || (status === "in_transit" && bankRef === null);

async function comingBack({ sql }: CommandScope, { id }: PayoutRow): Promise<number> {
  const row = await sql.one<{ minor: number }>(
    "reversal_pending",
    "select coalesce(sum(amount_minor), 0)::int8 as minor from transfer_reversal where payout_id = $1 and status = 'pending'",
    [id],
  );
  return row?.minor ?? 0;
}
