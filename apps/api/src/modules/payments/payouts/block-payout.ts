import type { PayoutBlock } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import type { PaymentRow } from "../store.ts";
import { lockPayee } from "./account-row.ts";
import type { PayoutRow } from "./payout-row.ts";

const soonestMs = 5 * 60_000;
const latestMs = 24 * 60 * 60_000;

/**
 * When a block is looked at again: after a tenth of the time that the payout has waited, so that those that wait for a
 * host who never comes cost next to nothing. What ends a block asks for a look at once (`hastenPayouts`).
 */
export function lookAgainAt(now: Date, dueAt: Date): Date {
  const waitedMs = now.getTime() - dueAt.getTime();
  return new Date(now.getTime() + Math.min(latestMs, Math.max(soonestMs, waitedMs / 10)));
}

export interface Blocked {
  readonly blocks: readonly PayoutBlock[];
  readonly nextTryAt?: Date;
}

/**
 * Records why a locked payout does not go; answers whether anything changed. The payee is told of each cause once: a
 * lack of balance stays told until the money is sent, since only trying shows whether it is over.
 */
export async function blockPayout(
  scope: CommandScope,
  payout: PayoutRow,
  { blocks, nextTryAt = lookAgainAt(scope.now, new Date(payout.due_at)) }: Blocked,
): Promise<boolean> {
  const isNew = blocks.some((block) => !payout.told_blocks.includes(block));
  const told = [...new Set([...blocks, ...payout.told_blocks.filter((block) => block === "provider_balance")])];
  const isSame = payout.status === "blocked" && blocks.join() === payout.blocks.join();
  await scope.sql.run(
    "payout_block",
    `update payout set status = 'blocked', blocks = $2, told_blocks = $3, next_try_at = $4, amount_minor = null,
       netted_minor = 0, account_id = null
     where id = $1`,
    [payout.id, blocks, told, nextTryAt],
  );
  if (isNew) scope.emit("payout.blocked", { payoutId: payout.id });
  return !isSame;
}

/** Something changed that may have blocked a locked payee's payouts: they are looked at again now. */
export async function hastenPayouts({ sql }: CommandScope, payeeId: string): Promise<void> {
  await sql.run("payout_hasten", "update payout set next_try_at = null where payee_id = $1 and status = 'blocked'", [
    payeeId,
  ]);
}

/** Something about a locked payment changed that may have blocked its payouts. */
export async function hastenPayoutsOf({ sql }: CommandScope, { reference, payee_id }: PaymentRow): Promise<void> {
  await lockPayee(sql, payee_id);
  await sql.run(
    "payout_hasten_of",
    "update payout set next_try_at = null where reference = $1 and status = 'blocked'",
    [reference],
  );
}
