import { Id } from "@roost/contract";
import { z } from "zod";
import { type CommandScope, command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { hasOpenChargeback } from "../chargebacks/open-chargeback.ts";
import { earnPayment } from "../earn-payment.ts";
import { sharesOf } from "../payment-lines.ts";
import { factsOf, progressOf } from "../store.ts";
import { findAccounts, type PayoutAccountRow } from "./account-row.ts";
import { blockPayout } from "./block-payout.ts";
import { findHostBalance, owedFor } from "./host-balance.ts";
import { netOf } from "./netting.ts";
import { blocksOf, findClaims } from "./payout-blocks.ts";
import { type LockedPayout, lockPayout } from "./payout-row.ts";
import { transferWork } from "./transfer-work.ts";

/** Sends a payout that is due on its way, or says why it does not go. */
export const releasePayout = command({
  name: "payments.releasePayout",
  summary: "Release a payout that is due.",
  input: z.strictObject({ payoutId: Id }),
  output: z.object({ moved: z.boolean() }),
  load: (scope, { payoutId }) => lockPayout(scope, payoutId),
  may: onlySystem,
  async run(scope, _input, locked) {
    if (!locked || !isDue(locked, scope.now)) return { moved: false };
    const { payment, payout } = locked;
    const claims = await findClaims(scope.sql, payment);
    if (claims.hasRefundUnderWay) return { moved: false };
    const share = await shareOf(scope, locked);
    if (share <= 0) return cancel(scope, locked);
    const { inUse } = await findAccounts(scope.sql, payout.payee_id);
    const blocks = blocksOf({
      now: scope.now,
      account: inUse,
      isHeldByOperator: payout.hold_reason !== null,
      ...claims,
      hasOpenChargeback: await hasOpenChargeback(scope.sql, payment.reference),
    });
    if (blocks.length > 0 || !inUse?.provider_ref) {
      return { moved: await blockPayout(scope, payout, { blocks, ...untilHoldEnds(blocks, inUse) }) };
    }
    await send(scope, locked, { share, accountId: inUse.id, accountRef: inUse.provider_ref });
    return { moved: true };
  },
});

/** What the books owe him once it is earned; before that, what they will. */
async function shareOf({ sql }: CommandScope, { payment, payout }: LockedPayout): Promise<number> {
  if (payment.earned_at !== null) return owedFor(sql, payout);
  const { lines, settleCurrency } = factsOf(payment);
  const { goneBack } = await progressOf(sql, payment);
  return sharesOf(lines, goneBack, settleCurrency).payeeMinor;
}

function isDue({ payout, payment }: LockedPayout, now: Date): boolean {
  const at = [payout.due_at, payout.next_try_at ?? payout.due_at];
  const waits = payout.status === "scheduled" || payout.status === "blocked";
  return waits && payment.captured_minor > 0 && at.every((instant) => new Date(instant) <= now);
}

async function cancel({ sql }: CommandScope, { payout }: LockedPayout): Promise<{ moved: boolean }> {
  await sql.run(
    "payout_cancel",
    "update payout set status = 'cancelled', blocks = '{}', hold_reason = null, amount_minor = 0 where id = $1",
    [payout.id],
  );
  return { moved: true };
}

const untilHoldEnds = (blocks: readonly string[], account: PayoutAccountRow | undefined) =>
  blocks.join() === "account_hold" && account?.held_until ? { nextTryAt: new Date(account.held_until) } : {};

interface Sending {
  readonly share: number;
  readonly accountId: string;
  readonly accountRef: string;
}

async function send(
  scope: CommandScope,
  { payout }: LockedPayout,
  { share, accountId, accountRef }: Sending,
): Promise<void> {
  // Earned by now at the latest: the books must owe him what is sent.
  await earnPayment(scope, payout.reference);
  const { nettedMinor, transferMinor } = netOf(share, await findHostBalance(scope.sql, payout));
  const isSettled = transferMinor === 0;
  await scope.sql.run(
    "payout_send",
    `update payout set status = $2::payout_status, blocks = '{}', next_try_at = null, amount_minor = $3, netted_minor = $4,
       account_id = $5, paid_at = $6
     where id = $1`,
    [payout.id, isSettled ? "paid" : "in_transit", share, nettedMinor, accountId, isSettled ? scope.now : null],
  );
  if (isSettled) return scope.emit("payout.paid", { payoutId: payout.id });
  const { id: payoutId, reference, currency } = payout;
  scope.later(transferWork, { payoutId, reference, accountRef, amountMinor: transferMinor, currency });
}
