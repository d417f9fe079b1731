import { PayoutAccountInput, PayoutAccounts } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/policies.ts";
import { findAccounts, toPayoutAccount } from "./account-row.ts";

export const payoutAccount = query({
  name: "payments.payoutAccount",
  summary: "Where your payouts go: the account in use, and the one that you are changing to.",
  input: PayoutAccountInput,
  output: PayoutAccounts,
  may: isHost,
  async run({ sql, actor }) {
    const { inUse, onboarding } = await findAccounts(sql, personOf(actor).userId);
    const replacement = inUse && onboarding;
    const account = inUse ?? onboarding;
    return {
      account: account ? toPayoutAccount(account) : null,
      replacement: replacement ? toPayoutAccount(replacement) : null,
    };
  },
});

/** Somebody who can be paid: a host. */
export function isHost(actor: Actor | null): Verdict {
  if (actor?.kind !== "user") return "sign-in";
  return actor.roles.includes("host") ? true : new AppError("user.not_host");
}
