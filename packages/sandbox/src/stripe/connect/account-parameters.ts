import { boolean, choice, hash, integer, text, unsettable } from "../parameters.ts";
import { currency, email, metadata, url } from "../payment-intent-parameters.ts";

export const businessProfileFields = {
  mcc: text("mcc", 4),
  name: text("name"),
  product_description: text("product_description", 40_000),
  support_email: email("support_email"),
  support_phone: text("support_phone"),
  support_url: url("support_url"),
  url: url("url"),
};
export const businessProfile = hash("business_profile", Object.values(businessProfileFields));
export const businessType = choice("business_type", ["company", "individual"]);

export const requested = boolean("requested");
export const capabilityFields = {
  card_payments: hash("card_payments", [requested]),
  transfers: hash("transfers", [requested]),
};
export const capabilities = hash("capabilities", Object.values(capabilityFields));

const feesPayer = choice("payer", ["application"]);
const lossesPayments = choice("payments", ["application"]);
export const dashboardType = choice("type", ["express", "none"]);
export const stripeDashboard = hash("stripe_dashboard", [dashboardType]);
export const requirementCollection = choice("requirement_collection", ["application", "stripe"]);
export const fees = hash("fees", [feesPayer]);
export const losses = hash("losses", [lossesPayments]);
export const controller = hash("controller", [fees, losses, requirementCollection, stripeDashboard]);

export const country = text("country", 2);
export const defaultCurrency = { ...currency, name: "default_currency" };
export const accountEmail = email("email");
export const newMetadata = unsettable(metadata);

export const interval = choice("interval", ["daily", "manual"]);
export const schedule = hash("schedule", [interval]);
export const debitNegativeBalances = boolean("debit_negative_balances");
export const statementDescriptor = text("statement_descriptor", 22);
export const payouts = hash("payouts", [debitNegativeBalances, schedule, statementDescriptor]);
export const settings = hash("settings", [payouts]);

export const tosDate = integer("date");
export const tosIp = text("ip");
export const serviceAgreement = choice("service_agreement", ["full", "recipient"]);
export const tosUserAgent = text("user_agent");
export const tosAcceptance = hash("tos_acceptance", [tosDate, tosIp, serviceAgreement, tosUserAgent]);

export const type = choice("type", ["custom", "express"]);
