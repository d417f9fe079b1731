import { PayoutOnboarding } from "@roost/contract";
import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { findAccount, lockPayee, toPayoutAccount } from "./account-row.ts";
import type { PayoutAccountLink } from "./payout-gateway.ts";

const OnboardingIntent = z.object({
  accountId: z.uuid(),
  userId: z.uuid(),
  country: z.string(),
  /** null: it is to be opened. */
  accountRef: z.string().nullable(),
  returnUrl: z.string(),
});

type Opened = PayoutAccountLink & { readonly accountRef: string };

/** Opens a host's account at the provider where there is none, and asks for the page where he gives his details. */
export const onboardingWork: ProviderWork<typeof OnboardingIntent, Opened | Rejected> = {
  name: "payments.beginPayoutOnboarding",
  intent: OnboardingIntent,
  async call({ house, key }, { accountId, userId, country, accountRef, returnUrl }) {
    const gateway = gatewayPort.from({ house });
    // A key of the account's own: two requests that open it at once open one.
    const opening = { key: `roost-payout-account-${accountId}`, accountId, userId, country };
    const opened = accountRef === null ? await gateway.openPayoutAccount(opening) : { accountRef };
    if ("rejected" in opened) return opened;
    const link = await gateway.payoutAccountLink({ key, accountRef: opened.accountRef, returnUrl });
    return "rejected" in link ? link : { ...link, accountRef: opened.accountRef };
  },
  async finish(scope, { accountId, userId }, result) {
    await lockPayee(scope.sql, userId);
    if ("rejected" in result) return refuse(scope, accountId, result);
    await scope.sql.run(
      "payout_account_opened",
      "update payout_account set provider_ref = $2 where id = $1 and provider_ref is null",
      [accountId, result.accountRef],
    );
    const row = await findAccount(scope.sql, accountId);
    assertThere(row, `payout account ${accountId} is gone`);
    const { url, expiresAt } = result;
    // Parsed, so that what is kept under the key is what was answered, byte for byte.
    return { answer: PayoutOnboarding.parse({ account: toPayoutAccount(row), url, expiresAt }) };
  },
};

/** No account was opened: what stood for it is in nobody's way. */
async function refuse({ sql }: CommandScope, accountId: string, { rejected: detail, code }: Rejected) {
  await sql.run(
    "payout_account_refused",
    "update payout_account set status = 'replaced' where id = $1 and provider_ref is null",
    [accountId],
  );
  const issues = [{ pointer: "/country", code: code ?? "rejected", detail }];
  return { refused: new AppError("payout_account.country", { detail, issues }) };
}
