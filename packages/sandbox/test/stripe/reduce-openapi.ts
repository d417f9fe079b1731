import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isRecord, textOf } from "../../src/stripe/guards.ts";
import { operations } from "../../src/stripe/operations.ts";

/**
 * Cuts Stripe's OpenAPI description down to what the sandbox answers:
 * `node reduce-openapi.ts <spec3.json[.gz]>` writes stripe-openapi.json beside this file, for `biome format` to lay out.
 */
const KEPT_SCHEMAS = new Set([
  "account",
  "account_branding_settings",
  "account_business_profile",
  "account_capabilities",
  "account_card_payments_settings",
  "account_dashboard_settings",
  "account_decline_charge_on",
  "account_future_requirements",
  "account_link",
  "account_payments_settings",
  "account_payout_settings",
  "account_requirements",
  "account_settings",
  "account_tos_acceptance",
  "account_unification_account_controller",
  "address",
  "api_errors",
  "balance",
  "balance_amount",
  "balance_amount_by_source_type",
  "balance_transaction",
  "bank_account",
  "billing_details",
  "charge",
  "charge_fraud_details",
  "charge_outcome",
  "dispute",
  "dispute_evidence",
  "dispute_evidence_details",
  "dispute_payment_method_details",
  "dispute_payment_method_details_card",
  "error",
  "event",
  "external_account",
  "external_account_requirements",
  "fee",
  "login_link",
  "networks",
  "notification_event_data",
  "notification_event_request",
  "payment_flows_amount_details",
  "payment_flows_amount_details_resource_tip",
  "payment_flows_automatic_payment_methods_payment_intent",
  "payment_intent",
  "payment_intent_next_action",
  "payment_intent_next_action_redirect_to_url",
  "payment_intent_payment_method_options",
  "payment_intent_payment_method_options_card",
  "payment_method",
  "payment_method_card",
  "payment_method_card_checks",
  "payment_method_details",
  "payment_method_details_card",
  "payment_method_details_card_checks",
  "payout",
  "radar_radar_options",
  "refund",
  "three_d_secure_usage",
  "topup",
  "transfer",
  "transfer_reversal",
  "transfer_schedule",
]);
const DROPPED_KEYS = new Set(["description", "title", "example", "x-resourceId", "x-expandableFields"]);
const REFERENCE = "#/components/schemas/";
const DEEPEST_PARAMETER = 3;

function reduce(source: unknown): object {
  const description = record(source);
  const schemas = record(record(description["components"])["schemas"]);
  const kept = Object.entries(schemas).filter(([name]) => KEPT_SCHEMAS.has(name));
  return {
    "x-source":
      "Reduced by reduce-openapi.ts from github.com/stripe/openapi (spec3.json), © Stripe, MIT licence: " +
      "only the operations and schemas that the sandbox answers; descriptions and other schemas are left out.",
    openapi: description["openapi"],
    info: { title: "Stripe API (reduced)", version: record(description["info"])["version"] },
    paths: reducePaths(record(description["paths"])),
    components: { schemas: Object.fromEntries(kept.map(([name, schema]) => [name, reduceSchema(schema)])) },
  };
}

function reducePaths(paths: Record<string, unknown>): Record<string, Record<string, object>> {
  const reduced: Record<string, Record<string, object>> = {};
  for (const { method, path } of operations) {
    const operation = record(record(paths[path])[method.toLowerCase()]);
    const answer = record(record(record(operation["responses"])["200"])["content"])["application/json"];
    reduced[path] ??= {};
    reduced[path][method.toLowerCase()] = {
      parameters: parametersOf(operation),
      answer: reduceSchema(record(answer)["schema"]),
    };
  }
  return reduced;
}

/** Query and form parameters alike, by name. */
function parametersOf(operation: Record<string, unknown>): object {
  const listed = Array.isArray(operation["parameters"]) ? operation["parameters"].map(record) : [];
  const query = listed.filter((parameter) => parameter["in"] === "query");
  const content = record(record(operation["requestBody"])["content"]);
  const form = record(record(record(content["application/x-www-form-urlencoded"])["schema"])["properties"]);
  return Object.fromEntries([
    ...query.map((parameter) => [textOf(parameter["name"]), shallow(reduceSchema(parameter["schema"]), 0)]),
    ...Object.entries(form).map(([name, schema]) => [name, shallow(reduceSchema(schema), 0)]),
  ]);
}

/** A schema whose references all resolve; what refers to a schema that is left out is marked as trimmed. */
function reduceSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(reduceSchema);
  if (!isRecord(schema)) return schema;
  if (isTrimmed(schema)) return { type: "object", "x-trimmed": true };
  const reduced: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      const properties = Object.entries(record(value));
      reduced[key] = Object.fromEntries(properties.map(([name, property]) => [name, reduceSchema(property)]));
    } else if (key === "anyOf" && Array.isArray(value)) {
      const alternatives = value.filter((alternative) => !isTrimmed(alternative));
      if (alternatives.length > 0) reduced[key] = alternatives.map(reduceSchema);
      else Object.assign(reduced, { type: "object", "x-trimmed": true });
    } else if (!DROPPED_KEYS.has(key) && key !== "x-expansionResources" && key !== "x-stripeBypassValidation") {
      reduced[key] = reduceSchema(value);
    }
  }
  return reduced;
}

function isTrimmed(schema: unknown): boolean {
  const reference = isRecord(schema) ? schema["$ref"] : undefined;
  return typeof reference === "string" && !KEPT_SCHEMAS.has(reference.slice(REFERENCE.length));
}

function shallow(schema: unknown, depth: number): unknown {
  if (Array.isArray(schema)) return schema.map((item) => shallow(item, depth));
  if (!isRecord(schema)) return schema;
  if (depth >= DEEPEST_PARAMETER) return { type: schema["type"] };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, shallow(value, depth + 1)]));
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("Usage: node reduce-openapi.ts <spec3.json[.gz]>");
const file = readFileSync(path);
const text = path.endsWith(".gz") ? gunzipSync(file).toString("utf8") : file.toString("utf8");
const target = new URL("stripe-openapi.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(reduce(JSON.parse(text)), null, 1)}\n`);
