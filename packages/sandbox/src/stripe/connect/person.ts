import type { Context } from "../context.ts";
import { saveAccount } from "./accounts.ts";
import { type NewBankAccount, replaceBankAccount } from "./bank-accounts.ts";
import type { Account, BankAccount } from "./objects.ts";
import { factsOf, standing } from "./requirements.ts";

/** The person behind an account gives the details that Stripe asks for, or all of them but one. */
export function submitDetails(
  context: Context,
  account: Account,
  given: { readonly isBankClosed: boolean; readonly isDocumentMissing: boolean },
): Account {
  const bank: NewBankAccount = { currency: account.default_currency, isClosed: given.isBankClosed };
  const bankAccounts = replaceBankAccount(context, account, bank);
  const facts = { ...factsOf(account), isSubmitted: true, isDocumentMissing: given.isDocumentMissing, bankAccounts };
  return saveAccount(context, {
    ...account,
    ...standing(account.id, facts),
    business_type: account.business_type ?? "individual",
    tos_acceptance: { ...account.tos_acceptance, date: context.now },
  });
}

export function provideDocument(context: Context, account: Account): Account {
  const facts = { ...factsOf(account), isDocumentMissing: false };
  return saveAccount(context, { ...account, ...standing(account.id, facts) });
}

export function changeBank(context: Context, account: Account, given: NewBankAccount): Account {
  return saveBankAccounts(context, account, replaceBankAccount(context, account, given));
}

export function saveBankAccounts(context: Context, account: Account, bankAccounts: readonly BankAccount[]): Account {
  return saveAccount(context, { ...account, ...standing(account.id, { ...factsOf(account), bankAccounts }) });
}
