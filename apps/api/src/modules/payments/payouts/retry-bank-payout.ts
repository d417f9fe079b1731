import { Id } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { findAccount } from "./account-row.ts";
import { bankPayoutWork } from "./bank-payout-work.ts";
import { findClaims } from "./payout-blocks.ts";
import { lockPayout, sentMinor } from "./payout-row.ts";

/** Sends money that a bank refused from the host's account again: nothing is transferred a second time. */
export const retryBankPayout = command({
  name: "payments.retryBankPayout",
  summary: "Send a payout to the bank again.",
  input: z.strictObject({ payoutId: Id }),
  output: z.object({ moved: z.boolean() }),
  load: (scope, { payoutId }) => lockPayout(scope, payoutId),
  may: onlySystem,
  async run(scope, _input, locked) {
    const payout = locked?.payout;
    if (payout?.status !== "failed" || payout.next_try_at === null || new Date(payout.next_try_at) > scope.now) {
      return { moved: false };
    }
    // What a guest is being given back is fetched from there in a moment: the bank must not have it by then.
    if (locked && (await findClaims(scope.sql, locked.payment)).hasRefundUnderWay) return { moved: false };
    const account = payout.account_id === null ? undefined : await findAccount(scope.sql, payout.account_id);
    if (!account?.provider_ref) throw new Error(`payout ${payout.id} has gone to no account`);
    const { id: payoutId, currency } = payout;
    await scope.sql.run(
      "payout_bank_retry",
      "update payout set status = 'in_transit', next_try_at = null, bank_attempts = bank_attempts + 1 where id = $1",
      [payoutId],
    );
    const amountMinor = sentMinor(payout);
    scope.later(bankPayoutWork, { payoutId, accountRef: account.provider_ref, amountMinor, currency });
    return { moved: true };
  },
});
