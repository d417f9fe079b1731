import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { owedFor } from "./host-balance.ts";
import type { PayoutRow } from "./payout-row.ts";

/**
 * Somebody fetched money back by hand, and the books owe it to the host again: a second payout of the booking that an
 * operator holds from the beginning, since nobody but him knows whether it is to be paid again. Once for a booking.
 */
export async function scheduleAdjustment(scope: CommandScope, payout: PayoutRow): Promise<void> {
  // What was kept for his debts is owed for this booking, too, and settled by what he owes for others.
  if (payout.purpose !== "stay" || (await owedFor(scope.sql, payout)) <= payout.netted_minor) return;
  const id = newId();
  const made = await scope.sql.one<{ id: string }>("payout_adjust", text, [
    ...[id, payout.payee_id, payout.reference, payout.currency, reason, scope.now],
  ]);
  if (!made) return;
  if (made.id === id) scope.emit("payout.scheduled", { payoutId: id });
  scope.emit("payout.blocked", { payoutId: made.id });
}

const reason = "Money of this booking was fetched back by hand at the provider. Let it go to pay it again.";

// One that had nothing to pay any more has something again.
const text = `insert into payout (id, payee_id, reference, purpose, status, blocks, told_blocks, currency, hold_reason, due_at, created_at)
  values ($1, $2, $3, 'adjustment', 'blocked', '{operator}', '{operator}', $4, $5, $6, $6)
  on conflict (reference, purpose) do update set status = 'blocked', blocks = excluded.blocks,
    told_blocks = excluded.told_blocks, hold_reason = excluded.hold_reason, amount_minor = null, next_try_at = null
    where payout.status = 'cancelled'
  returning id`;
