import { chargeTransaction } from "./balance-transactions.ts";
import { type Context, type Operation, ok } from "./context.ts";
import { record } from "./events.ts";
import { newId } from "./ids.ts";
import type { Charge, ChargedCard, Outcome, PaymentIntent, PaymentMethod } from "./objects.ts";
import { findPaymentMethod, testCardOf } from "./payment-methods.ts";
import { missingObject } from "./refusal.ts";
import type { Decline } from "./test-cards.ts";

const DAYS_OF_A_HOLD = 7;

export const chargeOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/charges/{charge}",
    forAccounts: true,
    accepts: [],
    run: (call) => ok(call.world.store.find("payment", call.id) ?? findCharge(call, call.id)),
  },
];

export function findCharge(context: Context, id: string): Charge {
  const charge = context.world.store.find("charge", id);
  if (!charge) throw missingObject("charge", id);
  return charge;
}

export function chargeCard(context: Context, intent: PaymentIntent, method: PaymentMethod): Charge {
  const base = newCharge({ context, intent, method });
  const isCaptured = intent.capture_method !== "manual";
  const charge = context.world.store.put<Charge>({
    ...base,
    amount_captured: isCaptured ? intent.amount : 0,
    balance_transaction: isCaptured ? chargeTransaction(context, base, intent.amount).id : null,
    captured: isCaptured,
    paid: true,
    status: "succeeded",
  });
  record(context, "charge.succeeded", charge);
  if (isCaptured) planDispute(context, charge);
  else context.world.agenda.plan("authorization.expire", intent.id, captureBefore(context.now) * 1000);
  return charge;
}

export function declineCard(attempt: Attempt, decline: Decline): Charge {
  const { context } = attempt;
  const charge = context.world.store.put<Charge>({
    ...newCharge(attempt, decline),
    failure_code: decline.code,
    failure_message: decline.message,
  });
  record(context, "charge.failed", charge);
  return charge;
}

/** What is not captured goes back to the card, which Stripe shows as refunded. */
export function captureCharge(context: Context, charge: Charge, amount: number): Charge {
  const captured = context.world.store.put<Charge>({
    ...charge,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    balance_transaction: chargeTransaction(context, charge, amount).id,
    captured: true,
  });
  context.world.agenda.drop("authorization.expire", charge.payment_intent);
  record(context, "charge.captured", captured);
  planDispute(context, captured);
  return captured;
}

export function releaseCharge(context: Context, charge: Charge, why: "charge.expired" | "charge.refunded"): void {
  const released = context.world.store.put<Charge>({ ...charge, amount_refunded: charge.amount, refunded: true });
  context.world.agenda.drop("authorization.expire", charge.payment_intent);
  record(context, why, released);
}

export function refundCharge(context: Context, charge: Charge, amount: number): void {
  const refunded = charge.amount_refunded + amount;
  const changed: Charge = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount };
  record(context, "charge.refunded", context.world.store.put(changed));
}

export function unrefundCharge(context: Context, charge: Charge, amount: number): void {
  const changed: Charge = { ...charge, amount_refunded: charge.amount_refunded - amount, refunded: false };
  record(context, "charge.updated", context.world.store.put(changed));
}

export interface Attempt {
  readonly context: Context;
  readonly intent: PaymentIntent;
  readonly method: PaymentMethod;
}

/** A charge that failed, which is what it stays unless the caller says otherwise. */
function newCharge({ context, intent, method }: Attempt, decline?: Decline): Charge {
  const { amount, currency, description, metadata, receipt_email, transfer_group } = intent;
  const { statement_descriptor, statement_descriptor_suffix } = intent;
  const hold = intent.capture_method === "manual" && !decline ? { capture_before: captureBefore(context.now) } : {};
  return {
    id: newId("ch"),
    object: "charge",
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: ["ROOST", statement_descriptor_suffix].filter(Boolean).join("* "),
    captured: false,
    created: context.now,
    currency,
    customer: null,
    description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata,
    on_behalf_of: null,
    outcome: outcome(decline),
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: { ...chargedCard(method, decline ? null : amount), ...hold }, type: "card" },
    radar_options: {},
    receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor,
    statement_descriptor_suffix,
    status: "failed",
    transfer_data: null,
    transfer_group,
  };
}

/** Some test cards dispute what they paid, once it is captured. */
function planDispute(context: Context, charge: Charge): void {
  const method = findPaymentMethod(context, charge.payment_method, "payment_method");
  if (testCardOf(method).dispute) context.world.agenda.plan("dispute.open", charge.id, context.world.soon());
}

/** Card networks keep a hold for seven days where the customer was there. */
function captureBefore(now: number): number {
  return now + DAYS_OF_A_HOLD * 86_400;
}

function chargedCard(method: PaymentMethod, authorized: number | null): ChargedCard {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = method.card;
  return {
    amount_authorized: authorized,
    authorization_code: null,
    brand,
    checks,
    country,
    electronic_commerce_indicator: null,
    exp_month,
    exp_year,
    fingerprint,
    funding,
    installments: null,
    last4,
    mandate: null,
    network: brand,
    network_transaction_id: "104102978678771",
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

function outcome(decline: Decline | undefined): Outcome {
  const common = { network_advice_code: null, risk_level: "normal", risk_score: 12 };
  if (!decline) {
    return {
      ...common,
      advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  return {
    ...common,
    advice_code: "try_again_later",
    network_decline_code: decline.networkCode,
    network_status: "declined_by_network",
    reason: decline.declineCode,
    seller_message: "The bank did not return any further details with this decline.",
    type: "issuer_declined",
  };
}
