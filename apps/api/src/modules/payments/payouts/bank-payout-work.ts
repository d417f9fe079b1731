import { z } from "zod";
import type { ProviderWork } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { applyBankPayout, failBankPayout } from "./apply-bank-payout.ts";
import type { BankPayoutState } from "./payout-gateway.ts";
import { lockPayout } from "./payout-row.ts";

const BankPayoutIntent = z.object({
  payoutId: z.uuid(),
  accountRef: z.string(),
  amountMinor: z.int().min(1),
  currency: z.string(),
});

/** Sends what lies in a host's account on to his bank. Each try is a call of its own, with a key of its own. */
export const bankPayoutWork: ProviderWork<typeof BankPayoutIntent, BankPayoutState | Rejected> = {
  name: "payments.payOut",
  intent: BankPayoutIntent,
  call: ({ house, key }, intent) => gatewayPort.from({ house }).payOut({ key, ...intent }),
  async finish(scope, { payoutId }, result) {
    const locked = await lockPayout(scope, payoutId);
    assertThere(locked, `payout ${payoutId} is gone`);
    const { payout } = locked;
    if (!("rejected" in result)) await applyBankPayout(scope, payout, result);
    else if (payout.status === "in_transit" && payout.bank_ref === null) {
      await failBankPayout(scope, payout, { code: result.code ?? "refused", bankRef: null });
    }
    return { answer: null };
  },
};
