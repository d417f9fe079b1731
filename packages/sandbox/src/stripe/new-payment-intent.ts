import type { Call } from "./context.ts";
import { checkAmount, checkCurrency } from "./currencies.ts";
import { newClientSecret, newId } from "./ids.ts";
import type { Metadata, PaymentIntent } from "./objects.ts";
import * as declared from "./payment-intent-parameters.ts";
import { invalid } from "./refusal.ts";

/** The payment intent that a request to create one describes, before it is stored. */
export function newIntent(call: Call): PaymentIntent {
  const { parameters, now } = call;
  const id = newId("pi");
  const amount = parameters.need(declared.amount);
  const currency = parameters.need(declared.currency);
  checkCurrency(currency);
  checkAmount(amount, currency);
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automaticMethods(call),
    canceled_at: null,
    cancellation_reason: null,
    capture_method: parameters.get(declared.captureMethod) ?? "automatic_async",
    client_secret: newClientSecret(id),
    confirmation_method: parameters.get(declared.confirmationMethod) ?? "automatic",
    created: now,
    currency,
    customer: null,
    customer_account: null,
    description: parameters.get(declared.description) ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, parameters.get(declared.metadata)),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: parameters.get(declared.receiptEmail) ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: parameters.get(declared.statementDescriptorSuffix) ?? null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: parameters.get(declared.transferGroup) ?? null,
  };
}

/** Since 2023-08-16 the dashboard's methods are the default; a list of types turns them off. */
function automaticMethods({ parameters }: Call): PaymentIntent["automatic_payment_methods"] {
  const asked = parameters.get(declared.automaticPaymentMethods);
  const types = parameters.get(declared.paymentMethodTypes);
  const isEnabled = asked ? asked.need(declared.enabled) : types === undefined;
  if (!isEnabled) return null;
  if (types) {
    throw invalid("You may only specify one of these parameters: automatic_payment_methods, payment_method_types.");
  }
  return { allow_redirects: asked?.get(declared.allowRedirects) ?? "always", enabled: true };
}

/** Null unsets all keys, and an empty value its own. */
export function mergeMetadata(before: Metadata, given: Metadata | null | undefined): Metadata {
  if (given === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ""));
}
