import type { CommandScope } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import type { PaymentRow } from "../store.ts";

export interface PayoutPlan {
  /** What was paid for: its payment says whom, and in which currency. */
  readonly reference: string;
  readonly dueAt: Date;
}

/** Plans what the payee gets for a captured payment, once: how much is known when it is released. */
export async function schedulePayout(scope: CommandScope, { reference, dueAt }: PayoutPlan): Promise<void> {
  const id = newId();
  const made = await scope.sql.run(
    "payout_schedule",
    `insert into payout (id, payee_id, reference, purpose, status, currency, due_at, created_at)
     select $1, payee_id, reference, 'stay', 'scheduled', settle_currency, $3, $4 from payment where reference = $2
     on conflict (reference, purpose) do nothing`,
    [id, reference, dueAt, scope.now],
  );
  if (made > 0) scope.emit("payout.scheduled", { payoutId: id });
}

/** Money that was to go back to the guest has not gone: a payout that had nothing left to pay has something again. */
export async function reopenPayout(scope: CommandScope, { reference }: Pick<PaymentRow, "reference">): Promise<void> {
  await scope.sql.run(
    "payout_reopen",
    `update payout set status = 'scheduled', amount_minor = null, next_try_at = null
     where reference = $1 and purpose = 'stay' and status = 'cancelled'`,
    [reference],
  );
}
