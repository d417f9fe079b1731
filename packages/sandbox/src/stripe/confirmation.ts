import { type Attempt, chargeCard, declineCard } from "./charges.ts";
import { type Answer, type Call, type Context, ok } from "./context.ts";
import { record } from "./events.ts";
import { newId } from "./ids.ts";
import type { NextAction, PaymentError, PaymentIntent, PaymentMethod } from "./objects.ts";
import * as declared from "./payment-intent-parameters.ts";
import { findPaymentMethod, isAuthenticated, markAuthenticated, markUsed, testCardOf } from "./payment-methods.ts";
import { docUrl, errorAnswer, invalid } from "./refusal.ts";
import { AUTHENTICATION_REQUIRED, type Decline } from "./test-cards.ts";

export interface Confirmation {
  readonly returnUrl: string | undefined;
  /** Nobody is there to authenticate, so that a card which asks for it is declined. */
  readonly isUnattended: boolean;
  readonly isForSdk: boolean;
}

export interface Attempted {
  readonly intent: PaymentIntent;
  readonly error?: PaymentError;
}

export function confirmationOf({ parameters }: Call): Confirmation {
  return {
    returnUrl: parameters.get(declared.returnUrl),
    isUnattended:
      parameters.get(declared.offSession) === true || parameters.get(declared.errorOnRequiresAction) === true,
    isForSdk: parameters.get(declared.useStripeSdk) === true,
  };
}

/** One try to pay: it succeeds, is declined, or waits for the customer to authenticate. */
export function attempt(given: Attempt & { readonly confirmation: Confirmation }): Attempted {
  const { context, intent, method, confirmation } = given;
  requireReturnUrl(intent, confirmation);
  const started: PaymentIntent = { ...intent, next_action: null, payment_method: method.id };
  if (!testCardOf(method).authentication || isAuthenticated(context, method))
    return charge({ ...given, intent: started });
  if (confirmation.isUnattended) return decline({ ...given, intent: started }, AUTHENTICATION_REQUIRED);
  const waiting = context.world.store.put<PaymentIntent>({
    ...started,
    next_action: nextAction(`${context.world.url()}/test/authenticate/${intent.id}`, confirmation),
    status: "requires_action",
  });
  record(context, "payment_intent.requires_action", waiting);
  return { intent: waiting };
}

/** The customer came back from the bank's page. */
export function authenticate(context: Context, intent: PaymentIntent, isPassed: boolean): PaymentIntent {
  const method = findPaymentMethod(context, intent.payment_method ?? "", "payment_method");
  if (!isPassed) return fail(context, intent, authenticationFailure(method)).intent;
  markAuthenticated(context, method);
  const authenticated: PaymentIntent = { ...intent, next_action: null };
  if (intent.confirmation_method === "automatic") return charge({ context, intent: authenticated, method }).intent;
  return context.world.store.put<PaymentIntent>({ ...authenticated, status: "requires_confirmation" });
}

export function answerAttempt(context: Context, { intent, error }: Attempted): Answer {
  if (!error) return ok(intent);
  return { status: 402, body: errorAnswer({ ...error, payment_intent: intent }, context.request.id) };
}

function requireReturnUrl(intent: PaymentIntent, { returnUrl }: Confirmation): void {
  if (returnUrl !== undefined || intent.automatic_payment_methods?.allow_redirects !== "always") return;
  throw invalid(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these " +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't " +
      "want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
      "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

function charge({ context, intent, method }: Attempt): Attempted {
  const declined = testCardOf(method).decline;
  if (declined) return decline({ context, intent, method }, declined);
  markUsed(context, method);
  const made = chargeCard(context, intent, method);
  const common = { ...intent, last_payment_error: null, latest_charge: made.id };
  const { amount } = intent;
  const paid: PaymentIntent = made.captured
    ? { ...common, amount_received: amount, status: "succeeded" }
    : { ...common, amount_capturable: amount, status: "requires_capture" };
  context.world.store.put(paid);
  record(context, made.captured ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", paid);
  return { intent: paid };
}

function decline(attempt: Attempt, declined: Decline): Attempted {
  const { context, intent, method } = attempt;
  const failed = declineCard(attempt, declined);
  return fail(
    context,
    { ...intent, latest_charge: failed.id },
    {
      type: "card_error",
      advice_code: "try_again_later",
      charge: failed.id,
      code: declined.code,
      decline_code: declined.declineCode,
      doc_url: docUrl(declined.code),
      message: declined.message,
      network_decline_code: declined.networkCode,
      payment_method: method,
    },
  );
}

/** The method that failed is taken off the intent, and the error remembers it. */
function fail(context: Context, intent: PaymentIntent, error: PaymentError): Attempted {
  const failed = context.world.store.put<PaymentIntent>({
    ...intent,
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  record(context, "payment_intent.payment_failed", failed);
  return { intent: failed, error };
}

function authenticationFailure(method: PaymentMethod): PaymentError {
  const code = "payment_intent_authentication_failure";
  const message =
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod " +
    "to attempt to fulfill this PaymentIntent again.";
  return { type: "invalid_request_error", code, doc_url: docUrl(code), message, payment_method: method };
}

/** Without an address to come back to, Stripe leaves the redirect to its browser library. */
function nextAction(url: string, { returnUrl, isForSdk }: Confirmation): NextAction {
  if (returnUrl !== undefined && !isForSdk) {
    return { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
  }
  const redirect = { type: "three_d_secure_redirect", source: newId("src"), stripe_js: url };
  return { type: "use_stripe_sdk", use_stripe_sdk: redirect };
}
