import { BeginPayoutOnboardingInput, PayoutOnboarding } from "@roost/contract";
import type { z } from "zod";
import { type CommandScope, providerCommand } from "../../../platform/action.ts";
import { AppError, invalidField } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { personOf } from "../../../platform/policies.ts";
import { envPort, originPort } from "../../../platform/settings.ts";
import { isFreshSession } from "../../auth/index.ts";
import { findAccounts, lockPayee, type OwnAccounts, type PayoutAccountRow } from "./account-row.ts";
import { onboardingWork } from "./onboarding-work.ts";
import { isHost } from "./payout-account.ts";

/** How long the password counts as just shown. */
const freshForMinutes = 15;

export const beginPayoutOnboarding = providerCommand({
  name: "payments.beginPayoutOnboarding",
  summary: "Open the account that your payouts go to, go on with it, or replace it: answers the provider's page.",
  input: BeginPayoutOnboardingInput,
  output: PayoutOnboarding,
  async load(scope): Promise<OwnAccounts> {
    if (scope.actor?.kind !== "user") return { inUse: undefined, onboarding: undefined };
    await lockPayee(scope.sql, scope.actor.userId);
    return findAccounts(scope.sql, scope.actor.userId);
  },
  may: isHost,
  async begin(scope, input, own) {
    const actor = personOf(scope.actor);
    const returnUrl = allowedReturn(scope, input.returnUrl);
    // Behind every page of an account in use the bank account can be changed.
    if (own.inUse && !(await isFreshSession(scope.sql, actor.sessionId, freshForMinutes))) {
      throw new AppError("auth.step_up_required", { details: { withinMinutes: freshForMinutes } });
    }
    const account = await accountFor(scope, input, own);
    const { id: accountId, user_id: userId, country, provider_ref: accountRef } = account;
    return { accountId, userId, country, accountRef, returnUrl };
  },
  work: onboardingWork,
});

type Wish = z.output<typeof BeginPayoutOnboardingInput>;
type Chosen = Pick<PayoutAccountRow, "id" | "user_id" | "country" | "provider_ref">;

async function accountFor(scope: CommandScope, { country, replace }: Wish, own: OwnAccounts): Promise<Chosen> {
  const { inUse, onboarding } = own;
  if (inUse && !replace) return sameCountry(inUse, country);
  if (onboarding && (onboarding.country === country || !replace)) return sameCountry(onboarding, country);
  if (onboarding) {
    await scope.sql.run("payout_account_give_up", "update payout_account set status = 'replaced' where id = $1", [
      onboarding.id,
    ]);
  }
  const id = newId();
  const { userId } = personOf(scope.actor);
  await scope.sql.run(
    "payout_account_begin",
    `insert into payout_account (id, user_id, provider, country, status, created_at)
     values ($1, $2, 'stripe', $3, 'onboarding', $4)`,
    [id, userId, country, scope.now],
  );
  // His notice goes out at once: whoever else has his session must not do this unseen.
  if (inUse) scope.emit("payout_account.changed", { payoutAccountId: id });
  return { id, user_id: userId, country, provider_ref: null };
}

/** A provider's account stays in the country that it was opened in. */
function sameCountry(account: PayoutAccountRow, country: string): Chosen {
  if (account.country === country) return account;
  throw new AppError("payout_account.state", {
    detail: `There is a payout account in ${account.country} already; replace it to open one in ${country}.`,
    details: { country: account.country, status: account.status },
  });
}

/** Nobody is sent anywhere but to where Roost's own people and frontends are. */
function allowedReturn(scope: CommandScope, wished: string | undefined): string {
  const own = originPort.from(scope);
  if (wished === undefined) return `${own}/payouts/return`;
  const { origin } = new URL(wished);
  if (origin === own || envPort.from(scope).CORS_ALLOW_ORIGINS.includes(origin)) return wished;
  throw invalidField("returnUrl", "not_allowed", "must be on this API's origin or one that CORS_ALLOW_ORIGINS names");
}
