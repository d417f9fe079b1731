import { HoldPayoutInput, Payout } from "@roost/contract";
import { type Actor, command, type Verdict } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { isAdmin } from "../../../platform/policies.ts";
import { blockPayout } from "./block-payout.ts";
import { findPayout, type LockedPayout, lockPayout, type PayoutRow, toPayout } from "./payout-row.ts";

export const payoutHold = command({
  name: "admin.payoutHold",
  summary: "Hold a payout that has not gone yet, until it is let go.",
  key: "required",
  input: HoldPayoutInput,
  output: Payout,
  load: (scope, { payoutId }) => lockPayout(scope, payoutId),
  may: mayHoldPayouts,
  async run(scope, { payoutId, reason }, locked) {
    assertFound(locked);
    const { payout } = locked;
    if (payout.status !== "scheduled" && payout.status !== "blocked") throw gone(payout);
    await scope.sql.run(
      "payout_hold",
      "update payout set hold_reason = $2, status = 'blocked', blocks = array_append(array_remove(blocks, 'operator'), 'operator') where id = $1",
      [payoutId, reason],
    );
    const held = await findPayout(scope.sql, payoutId);
    assertFound(held);
    const { blocks } = toPayout(held, { isOperator: true });
    await blockPayout(scope, held, { blocks });
    return toPayout({ ...held, amount_minor: null, netted_minor: 0 }, { isOperator: true });
  },
});

/** Operators; its host knows of it, and nobody else. */
export function mayHoldPayouts(actor: Actor | null, locked: LockedPayout | undefined): Verdict {
  if (actor?.kind !== "user") return "sign-in";
  if (isAdmin(actor)) return locked ? true : "hidden";
  return locked?.payout.payee_id === actor.userId ? "forbidden" : "hidden";
}

/** What has gone, or will never go, can neither be held nor let go. */
const gone = ({ status }: Pick<PayoutRow, "status">): AppError =>
  new AppError("payout.state", { detail: `The payout is ${status}.`, details: { status } });
