import { Payout, ReleasePayoutInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { mayHoldPayouts } from "./payout-hold.ts";
import { findPayout, lockPayout, toPayout } from "./payout-row.ts";

export const payoutRelease = command({
  name: "admin.payoutRelease",
  summary: "Let a payout go that an operator held; it goes once it is due and nothing else blocks it.",
  key: "required",
  input: ReleasePayoutInput,
  output: Payout,
  load: (scope, { payoutId }) => lockPayout(scope, payoutId),
  may: mayHoldPayouts,
  async run(scope, { payoutId }, locked) {
    assertFound(locked);
    const { payout } = locked;
    if (payout.hold_reason === null) {
      const details = { status: payout.status };
      throw new AppError("payout.state", { detail: "The payout is not held by an operator.", details });
    }
    await scope.sql.run(
      "payout_let_go",
      `update payout set hold_reason = null, blocks = array_remove(blocks, 'operator'), next_try_at = null,
         told_blocks = array_remove(told_blocks, 'operator'),
         status = case when cardinality(array_remove(blocks, 'operator')) = 0 then 'scheduled' else status end
       where id = $1`,
      [payoutId],
    );
    const released = await findPayout(scope.sql, payoutId);
    assertFound(released);
    return toPayout(released, { isOperator: true });
  },
});
