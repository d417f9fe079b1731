import type { Call } from "../context.ts";
import { checkCurrency } from "../currencies.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import type { Parameter, Parameters } from "../parameters.ts";
import { invalid } from "../refusal.ts";
import * as declared from "./account-parameters.ts";
import type { Account, BusinessProfile, Capability, PayoutSettings, TosAcceptance } from "./objects.ts";
import { CAPABILITIES, factsOf, standing } from "./requirements.ts";

/** What both the request for a new account and that for a change may say. */
export const changeParameters: readonly Parameter<unknown>[] = [
  declared.businessProfile,
  declared.businessType,
  declared.capabilities,
  declared.defaultCurrency,
  declared.accountEmail,
  declared.newMetadata,
  declared.settings,
  declared.tosAcceptance,
];

/** The account with what a request says of it; what is not mentioned stays. */
export function changedAccount({ parameters }: Call, account: Account): Account {
  const currency = parameters.get(declared.defaultCurrency) ?? account.default_currency;
  checkCurrency(currency, "default_currency");
  const capabilities = changedCapabilities(account, parameters.get(declared.capabilities));
  return {
    ...account,
    ...standing(account.id, { ...factsOf(account), capabilities }),
    business_profile: changedProfile(account.business_profile, parameters.get(declared.businessProfile)),
    business_type: parameters.get(declared.businessType) ?? account.business_type,
    default_currency: currency,
    email: parameters.get(declared.accountEmail) ?? account.email,
    metadata: mergeMetadata(account.metadata, parameters.get(declared.newMetadata)),
    settings: {
      ...account.settings,
      payouts: changedPayouts(account.settings.payouts, parameters.get(declared.settings)?.get(declared.payouts)),
    },
    tos_acceptance: changedAcceptance(account, parameters.get(declared.tosAcceptance)),
  };
}

function changedCapabilities(account: Account, asked: Parameters | undefined): readonly Capability[] {
  return CAPABILITIES.filter((name) => {
    const isRequested = asked?.get(declared.capabilityFields[name])?.get(declared.requested);
    return isRequested ?? account.capabilities[name] !== undefined;
  });
}

function changedProfile(before: BusinessProfile, given: Parameters | undefined): BusinessProfile {
  const { mcc, name, product_description, support_email, support_phone, support_url, url } =
    declared.businessProfileFields;
  return {
    ...before,
    mcc: given?.get(mcc) ?? before.mcc,
    name: given?.get(name) ?? before.name,
    product_description: given?.get(product_description) ?? before.product_description,
    support_email: given?.get(support_email) ?? before.support_email,
    support_phone: given?.get(support_phone) ?? before.support_phone,
    support_url: given?.get(support_url) ?? before.support_url,
    url: given?.get(url) ?? before.url,
  };
}

function changedPayouts(before: PayoutSettings, given: Parameters | undefined): PayoutSettings {
  const interval = given?.get(declared.schedule)?.get(declared.interval) ?? before.schedule.interval;
  return {
    debit_negative_balances: given?.get(declared.debitNegativeBalances) ?? before.debit_negative_balances,
    schedule: { ...before.schedule, interval },
    statement_descriptor: given?.get(declared.statementDescriptor) ?? before.statement_descriptor,
  };
}

/** Where Stripe asks for the details, it is Stripe that has its terms accepted. */
function changedAcceptance(account: Account, given: Parameters | undefined): TosAcceptance {
  if (!given) return account.tos_acceptance;
  const agreement = given.get(declared.serviceAgreement);
  const [date, ip, agent] = [given.get(declared.tosDate), given.get(declared.tosIp), given.get(declared.tosUserAgent)];
  const isAccepting = date !== undefined || ip !== undefined || agent !== undefined;
  if (isAccepting && account.controller.requirement_collection === "stripe") {
    throw invalid("You cannot accept the Terms of Service on behalf of an account whose details Stripe collects.", {
      param: "tos_acceptance",
    });
  }
  return {
    ...account.tos_acceptance,
    ...(agreement === undefined ? {} : { service_agreement: agreement }),
    ...(date === undefined ? {} : { date }),
    ...(ip === undefined ? {} : { ip }),
    ...(agent === undefined ? {} : { user_agent: agent }),
  };
}
