import { type Attempted, answerAttempt, attempt, confirmationOf } from "./confirmation.ts";
import { type Answer, type Call, type Context, type Operation, ok } from "./context.ts";
import { checkAmount } from "./currencies.ts";
import { record } from "./events.ts";
import { list, listParameters } from "./lists.ts";
import { mergeMetadata, newIntent } from "./new-payment-intent.ts";
import type { PaymentIntent } from "./objects.ts";
import { type Parameter, unsettable } from "./parameters.ts";
import * as declared from "./payment-intent-parameters.ts";
import { resolvePaymentMethod } from "./payment-methods.ts";
import { invalid, missingObject, unexpectedState } from "./refusal.ts";

const newMetadata = unsettable(declared.metadata);
const newReceiptEmail = unsettable(declared.receiptEmail);
const onlyWithConfirm: readonly Parameter<unknown>[] = [
  declared.returnUrl,
  declared.offSession,
  declared.errorOnRequiresAction,
];
const amountIsOpen = ["requires_payment_method", "requires_confirmation", "requires_action"];

export const paymentIntentOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/payment_intents",
    accepts: [
      declared.amount,
      declared.automaticPaymentMethods,
      declared.captureMethod,
      declared.confirmNow,
      declared.confirmationMethod,
      declared.currency,
      declared.description,
      declared.errorOnRequiresAction,
      declared.metadata,
      declared.offSession,
      declared.paymentMethod,
      declared.paymentMethodTypes,
      declared.receiptEmail,
      declared.returnUrl,
      declared.statementDescriptorSuffix,
      declared.transferGroup,
      declared.useStripeSdk,
    ],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/payment_intents",
    accepts: listParameters,
    run: (call) => list(call, { kind: "payment_intent", url: "/v1/payment_intents" }),
  },
  {
    method: "GET",
    path: "/v1/payment_intents/{intent}",
    accepts: [declared.clientSecret],
    run: (call) => ok(findIntent(call, call.id, call.parameters.get(declared.clientSecret))),
  },
  {
    method: "POST",
    path: "/v1/payment_intents/{intent}",
    accepts: [
      declared.amount,
      declared.description,
      newMetadata,
      declared.paymentMethod,
      newReceiptEmail,
      declared.statementDescriptorSuffix,
      declared.transferGroup,
    ],
    run: update,
  },
];

export function findIntent(context: Context, id: string, secret?: string): PaymentIntent {
  const intent = context.world.store.find("payment_intent", id);
  if (!intent || (secret !== undefined && secret !== intent.client_secret)) {
    throw missingObject("payment_intent", id, "intent");
  }
  return intent;
}

function create(call: Call): Answer {
  const { parameters } = call;
  const intent = newIntent(call);
  const named = parameters.get(declared.paymentMethod);
  const method = named === undefined ? undefined : resolvePaymentMethod(call, named);
  if (!parameters.get(declared.confirmNow)) {
    const early = onlyWithConfirm.find((parameter) => parameters.get(parameter) !== undefined);
    if (early) {
      const message = `The parameter \`${early.name}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`;
      throw invalid(message, { param: early.name });
    }
  } else if (!method) {
    const message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
    throw invalid(message, { code: "parameter_missing", param: "payment_method" });
  }
  const created = call.world.store.put<PaymentIntent>({
    ...intent,
    payment_method: method?.id ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
  });
  record(call, "payment_intent.created", created);
  const done: Attempted =
    method && parameters.get(declared.confirmNow)
      ? attempt({ context: call, intent: created, method, confirmation: confirmationOf(call) })
      : { intent: created };
  return answerAttempt(call, done);
}

function update(call: Call): Answer {
  const { parameters } = call;
  const intent = findIntent(call, call.id);
  const amount = parameters.get(declared.amount) ?? intent.amount;
  const named = parameters.get(declared.paymentMethod);
  if ((amount !== intent.amount || named !== undefined) && !amountIsOpen.includes(intent.status)) {
    const what = named === undefined ? "amount" : "payment_method";
    throw unexpectedState(
      intent,
      `This PaymentIntent's ${what} could not be updated because it has a status of ${intent.status}. You may only ` +
        `update the ${what} of a PaymentIntent with one of the following statuses: ${amountIsOpen.join(", ")}.`,
    );
  }
  checkAmount(amount, intent.currency);
  const email = parameters.get(newReceiptEmail);
  const changed: PaymentIntent = {
    ...intent,
    amount,
    description: parameters.get(declared.description) ?? intent.description,
    metadata: mergeMetadata(intent.metadata, parameters.get(newMetadata)),
    receipt_email: email === undefined ? intent.receipt_email : email,
    statement_descriptor_suffix:
      parameters.get(declared.statementDescriptorSuffix) ?? intent.statement_descriptor_suffix,
    transfer_group: parameters.get(declared.transferGroup) ?? intent.transfer_group,
  };
  if (named === undefined) return ok(call.world.store.put(changed));
  const method = resolvePaymentMethod(call, named);
  const status = "requires_confirmation";
  return ok(call.world.store.put({ ...changed, next_action: null, payment_method: method.id, status }));
}
