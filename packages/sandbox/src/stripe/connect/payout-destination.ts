import type { Call } from "../context.ts";
import { findAccount } from "./accounts.ts";
import { findBankAccount, platformBankAccount } from "./bank-accounts.ts";
import * as declared from "./money-parameters.ts";
import type { BankAccount } from "./objects.ts";
import { refused } from "./refused.ts";

/** The bank account that a payout goes to: the one that is named, or else that in the payout's currency. */
export function payoutDestination(call: Call, currency: string): BankAccount {
  const { account: acting } = call.world.store;
  const named = call.parameters.get(declared.destination);
  const param = declared.destination.name;
  if (acting === null) {
    const own = platformBankAccount(call, currency);
    if (named === undefined || named === own.id) return own;
    throw refused(`No such external account: '${named}'`, { code: "resource_missing", param });
  }
  const account = findAccount(call, acting);
  if (!account.payouts_enabled) {
    throw refused(
      "Payouts have been disabled on the connected account. Check the connected account's status to see if any " +
        "additional information needs to be provided, or if payouts have been disabled for another reason.",
      { code: "payouts_not_allowed" },
    );
  }
  const bank =
    named === undefined
      ? account.external_accounts.data.find((candidate) => candidate.currency === currency)
      : findBankAccount(account, named, param);
  if (bank?.currency !== currency) {
    throw refused(`Sorry, you don't have any external accounts in that currency (${currency}).`);
  }
  if (bank.status === "new") return bank;
  throw refused(`Bank account ${bank.id} has refused a payout and takes no more until it is replaced.`, {
    code: "payouts_not_allowed",
    ...(named === undefined ? {} : { param }),
  });
}
