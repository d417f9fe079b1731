import { cancelIntent } from "./cancellation.ts";
import { captureCharge, findCharge, releaseCharge } from "./charges.ts";
import { answerAttempt, attempt, confirmationOf } from "./confirmation.ts";
import { type Answer, type Call, type Operation, ok } from "./context.ts";
import { checkStep } from "./currencies.ts";
import { record } from "./events.ts";
import type { IntentStatus, PaymentIntent, PaymentMethod } from "./objects.ts";
import * as declared from "./payment-intent-parameters.ts";
import { findIntent } from "./payment-intents.ts";
import { resolvePaymentMethod } from "./payment-methods.ts";
import { invalid, unexpectedState } from "./refusal.ts";

const confirmable: readonly IntentStatus[] = ["requires_payment_method", "requires_confirmation", "requires_action"];
const cancelable: readonly IntentStatus[] = [
  "requires_payment_method",
  "requires_capture",
  "requires_confirmation",
  "requires_action",
  "processing",
];

export const paymentIntentActions: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/payment_intents/{intent}/confirm",
    accepts: [
      declared.captureMethod,
      declared.clientSecret,
      declared.errorOnRequiresAction,
      declared.offSession,
      declared.paymentMethod,
      declared.receiptEmail,
      declared.returnUrl,
      declared.useStripeSdk,
    ],
    run: confirm,
  },
  {
    method: "POST",
    path: "/v1/payment_intents/{intent}/capture",
    accepts: [declared.amountToCapture, declared.statementDescriptorSuffix],
    run: capture,
  },
  {
    method: "POST",
    path: "/v1/payment_intents/{intent}/cancel",
    accepts: [declared.cancellationReason],
    run: cancel,
  },
];

function confirm(call: Call): Answer {
  const { parameters } = call;
  const intent = findIntent(call, call.id, parameters.get(declared.clientSecret));
  if (intent.status === "succeeded") {
    const message =
      "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.";
    throw unexpectedState(intent, message);
  }
  requireStatus({ intent, allowed: confirmable, refused: "You cannot confirm this PaymentIntent", done: "confirmed" });
  const method = methodToConfirm(call, intent);
  const changed: PaymentIntent = {
    ...intent,
    capture_method: parameters.get(declared.captureMethod) ?? intent.capture_method,
    receipt_email: parameters.get(declared.receiptEmail) ?? intent.receipt_email,
  };
  return answerAttempt(call, attempt({ context: call, intent: changed, method, confirmation: confirmationOf(call) }));
}

function capture(call: Call): Answer {
  const intent = findIntent(call, call.id);
  const refused = "This PaymentIntent could not be captured";
  requireStatus({ intent, allowed: ["requires_capture"], refused, done: "captured" });
  const amount = call.parameters.get(declared.amountToCapture) ?? intent.amount_capturable;
  checkStep(amount, intent.currency, declared.amountToCapture.name);
  if (amount > intent.amount_capturable) {
    const message =
      "The payment could not be captured because the requested capture amount is greater than the authorized amount.";
    throw invalid(message, { code: "amount_too_large", param: "amount_to_capture" });
  }
  const suffix = call.parameters.get(declared.statementDescriptorSuffix) ?? intent.statement_descriptor_suffix;
  captureCharge(call, findCharge(call, intent.latest_charge ?? ""), amount);
  const captured = call.world.store.put<PaymentIntent>({
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    statement_descriptor_suffix: suffix,
    status: "succeeded",
  });
  record(call, "payment_intent.succeeded", captured);
  return ok(captured);
}

function cancel(call: Call): Answer {
  const intent = findIntent(call, call.id);
  requireStatus({ intent, allowed: cancelable, refused: "You cannot cancel this PaymentIntent", done: "canceled" });
  if (intent.status === "requires_capture") {
    releaseCharge(call, findCharge(call, intent.latest_charge ?? ""), "charge.refunded");
  }
  return ok(cancelIntent(call, intent, call.parameters.get(declared.cancellationReason) ?? null));
}

function methodToConfirm(call: Call, intent: PaymentIntent): PaymentMethod {
  const named = call.parameters.get(declared.paymentMethod) ?? intent.payment_method;
  if (named !== null) return resolvePaymentMethod(call, named);
  throw unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment " +
      "method or ConfirmationToken.",
  );
}

interface Requirement {
  readonly intent: PaymentIntent;
  readonly allowed: readonly IntentStatus[];
  readonly refused: string;
  readonly done: string;
}

function requireStatus({ intent, allowed, refused, done }: Requirement): void {
  if (allowed.includes(intent.status)) return;
  throw unexpectedState(
    intent,
    `${refused} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses ` +
      `may be ${done}: ${allowed.join(", ")}.`,
  );
}
