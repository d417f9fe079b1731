import type { PayoutBlock } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import type { PayoutRow } from "./payout-row.ts";

/** How long a block is believed before it is looked at again. What ends one sooner asks for it (`hastenPayouts`). */
const lookAgainMs = 5 * 60_000;

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
  { blocks, nextTryAt = new Date(scope.now.getTime() + lookAgainMs) }: Blocked,
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
