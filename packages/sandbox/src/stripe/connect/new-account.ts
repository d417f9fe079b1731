import type { Call } from "../context.ts";
import { newId } from "../ids.ts";
import { invalid } from "../refusal.ts";
import * as declared from "./account-parameters.ts";
import { currencyOfCountry } from "./countries.ts";
import type { Account, AccountSettings, BusinessProfile, Controller } from "./objects.ts";
import { requirements, standing } from "./requirements.ts";

const HOME = "US";

/** An account of the kind and the country that a request asks for, of which nothing else is known yet. */
export function newAccount(call: Call): Account {
  const { parameters, now } = call;
  const id = newId("acct", 16);
  const country = parameters.get(declared.country) ?? HOME;
  const currency = currencyOfCountry(country);
  if (currency === undefined) {
    throw invalid(`Country '${country}' is unknown, or accounts in it cannot be paid.`, {
      code: "country_unsupported",
      param: "country",
    });
  }
  const facts = { isSubmitted: false, isDocumentMissing: false, bankAccounts: [], capabilities: [] };
  return {
    id,
    object: "account",
    ...standing(id, facts),
    business_profile: noProfile,
    business_type: null,
    ...kindOfAccount(call),
    country,
    created: now,
    default_currency: currency,
    email: null,
    future_requirements: requirements([]),
    metadata: {},
    settings: newSettings(),
    tos_acceptance: { date: null },
  };
}

const noProfile: BusinessProfile = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
};

/** `type` is the older way to say who has which dashboard and asks for what; the controller says it in parts. */
function kindOfAccount({ parameters }: Call): Pick<Account, "controller" | "type"> {
  const type = parameters.get(declared.type);
  const controller = parameters.get(declared.controller);
  if (type !== undefined && controller) {
    throw invalid("You may only specify one of these parameters: controller, type.", { param: "controller" });
  }
  if (type !== undefined) return { controller: controllerOf(type === "express", `application_${type}`), type };
  if (!controller) {
    throw invalid("Missing required param: controller.", { code: "parameter_missing", param: "controller" });
  }
  controller.need(declared.fees);
  controller.need(declared.losses);
  const dashboard = controller.need(declared.stripeDashboard).need(declared.dashboardType);
  const collection = controller.get(declared.requirementCollection) ?? "stripe";
  if ((dashboard === "express") !== (collection === "stripe")) {
    throw invalid(
      "Accounts with an Express dashboard are asked by Stripe, and those without a dashboard by the application: " +
        `requirement_collection=${collection} does not go with stripe_dashboard[type]=${dashboard}.`,
      { param: "controller[requirement_collection]" },
    );
  }
  return { controller: controllerOf(dashboard === "express", "application"), type: "none" };
}

function controllerOf(isExpress: boolean, payer: string): Controller {
  return {
    fees: { payer },
    is_controller: true,
    losses: { payments: "application" },
    requirement_collection: isExpress ? "stripe" : "application",
    stripe_dashboard: { type: isExpress ? "express" : "none" },
    type: "application",
  };
}

function newSettings(): AccountSettings {
  return {
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: null, timezone: "Etc/UTC" },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 2, interval: "daily" },
      statement_descriptor: null,
    },
  };
}
