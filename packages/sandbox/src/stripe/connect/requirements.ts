import type { Account, BankAccount, Capability, Requirements } from "./objects.ts";

const MISSING_DOCUMENT = "individual.verification.document";
const EXTERNAL_ACCOUNT = "external_account";
const ALL_DETAILS = [
  "business_profile.mcc",
  "business_profile.url",
  "business_type",
  EXTERNAL_ACCOUNT,
  "tos_acceptance.date",
  "tos_acceptance.ip",
];

/** What Stripe knows about an account, from which follows what it may do. */
export interface Facts {
  readonly isSubmitted: boolean;
  /** Something that Stripe asked for was not given, or not believed. */
  readonly isDocumentMissing: boolean;
  readonly bankAccounts: readonly BankAccount[];
  readonly capabilities: readonly Capability[];
}

export type Standing = Pick<
  Account,
  "capabilities" | "charges_enabled" | "details_submitted" | "external_accounts" | "payouts_enabled" | "requirements"
>;

/** Payouts need a bank account that has not refused one; transfers need everything else. */
export function standing(accountId: string, facts: Facts): Standing {
  const { isSubmitted, isDocumentMissing, bankAccounts, capabilities } = facts;
  const isActive = isSubmitted && !isDocumentMissing;
  const isBankMissing = bankAccounts.length === 0 || bankAccounts.some(({ status }) => status === "errored");
  const due = isSubmitted
    ? [...(isDocumentMissing ? [MISSING_DOCUMENT] : []), ...(isBankMissing ? [EXTERNAL_ACCOUNT] : [])]
    : ALL_DETAILS;
  const statuses = capabilities.map((name) => [name, isActive ? "active" : "inactive"] as const);
  return {
    capabilities: Object.fromEntries(statuses),
    charges_enabled: isActive && capabilities.includes("card_payments"),
    details_submitted: isSubmitted,
    external_accounts: {
      object: "list",
      data: bankAccounts,
      has_more: false,
      url: `/v1/accounts/${accountId}/external_accounts`,
    },
    payouts_enabled: isActive && bankAccounts.some(({ status }) => status === "new"),
    requirements: requirements(due),
  };
}

/** The facts behind an account as it is shown. */
export function factsOf(account: Account): Facts {
  const { capabilities } = account;
  return {
    isSubmitted: account.details_submitted,
    isDocumentMissing: account.details_submitted && account.requirements.currently_due.includes(MISSING_DOCUMENT),
    bankAccounts: account.external_accounts.data,
    capabilities: CAPABILITIES.filter((name) => capabilities[name] !== undefined),
  };
}

export const CAPABILITIES = ["card_payments", "transfers"] as const;

export function requirements(due: readonly string[]): Requirements {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: due,
    disabled_reason: due.length === 0 ? null : "requirements.past_due",
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: [],
  };
}
