import { type NextStep, PaymentStarted, StartPaymentInput } from "@roost/contract";
import { z } from "zod";
import { type CommandScope, type ProviderWork, providerCommand } from "../../platform/action.ts";
import { assertFound, assertThere } from "../../platform/assert-found.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { isAdmin } from "../../platform/policies.ts";
import { originPort } from "../../platform/settings.ts";
import { applyProviderState } from "./apply-provider-state.ts";
import { voidPayment } from "./close-payment.ts";
import { gatewayPort, type ProviderState, type Rejected } from "./gateway.ts";
import { lockPayment, openCharge, type PaymentRow, toPayment, underWay } from "./store.ts";

const ChargeIntent = z.object({
  paymentId: z.uuid(),
  reference: z.uuid(),
  providerRef: z.string().nullable(),
  amountMinor: z.int(),
  currency: z.string(),
  captureMethod: z.enum(["automatic", "manual"]).default("automatic"),
  paymentMethodId: z.string().nullable(),
  // Recorded like the rest: whoever ends this call after a crash, from another address, must ask for the same.
  returnUrl: z.string(),
});

/** Asks the provider for the money, and records what it said. */
export const chargePayment: ProviderWork<typeof ChargeIntent, ProviderState | Rejected> = {
  name: "payments.start",
  intent: ChargeIntent,
  call: ({ house, key }, intent) => gatewayPort.from({ house }).charge({ key, ...intent }),
  async finish(scope, { reference, paymentMethodId }, result) {
    const before = await lockPayment(scope, reference);
    assertThere(before, `there is no payment for ${reference}`);
    if ("rejected" in result) return reject(scope, before, result.rejected);
    // Without a method nothing was tried now: an old failure says nothing of this attempt.
    const state = paymentMethodId === null ? { ...result, failureCode: null } : result;
    await applyProviderState(scope, before, state);
    if (before.closed_at !== null && state.status !== "captured") {
      scope.later(voidPayment, { reference, providerRef: state.providerRef });
    }
    const payment = await lockPayment(scope, reference);
    assertThere(payment, `the payment for ${reference} is gone`);
    if (state.status === "requires_payment_method" && state.failureCode !== null) {
      const details = { declineCode: state.failureCode, paymentId: payment.id };
      return { refused: new AppError("payment.declined", { details }) };
    }
    if (state.status === "voided") {
      const detail = "The time to pay is over.";
      return { refused: new AppError("payment.state", { detail, details: { status: payment.status } }) };
    }
    // Parsed, so that what is kept under the key is what was answered, byte for byte.
    return { answer: PaymentStarted.parse({ payment: toPayment(payment), next: nextStep(payment, state) }) };
  },
};

export const startPayment = providerCommand({
  name: "payments.start",
  summary: "Pay for a booking: with a payment method, or in the browser with the client secret that this answers.",
  input: StartPaymentInput,
  output: PaymentStarted,
  load: (scope, { bookingId }) => lockPayment(scope, bookingId),
  may(actor, payment) {
    if (actor === null) return "sign-in";
    if (!payment || actor.kind !== "user") return "hidden";
    if (payment.payer_id === actor.userId) return true;
    return payment.payee_id === actor.userId || isAdmin(actor) ? "forbidden" : "hidden";
  },
  async begin(scope, { paymentMethodId }, payment) {
    assertFound(payment);
    refuseUnlessPayable(payment, scope.now);
    if (openCharge(payment) === undefined) {
      await scope.sql.run(
        "charge_begin",
        `insert into charge (id, payment_id, status, amount_minor, created_at) values ($1, $2, 'processing', $3, $4)`,
        [newId(), payment.id, payment.amount_minor, scope.now],
      );
    } else if (paymentMethodId !== undefined) {
      // What the guest left open in the browser is tried now: until the provider's word, nobody may let it expire.
      await scope.sql.run(
        "charge_resume",
        "update charge set status = 'processing' where payment_id = $1 and status = 'requires_action'",
        [payment.id],
      );
    }
    await scope.sql.run("payment_begin", "update payment set status = 'processing' where id = $1", [payment.id]);
    return {
      paymentId: payment.id,
      reference: payment.reference,
      providerRef: payment.provider_ref,
      amountMinor: payment.amount_minor,
      currency: payment.currency,
      captureMethod: payment.capture_method,
      paymentMethodId: paymentMethodId ?? null,
      returnUrl: `${originPort.from(scope)}/payments/return`,
    };
  },
  work: chargePayment,
});

function refuseUnlessPayable(payment: PaymentRow, now: Date): void {
  const refuse = (detail: string) => new AppError("payment.state", { detail, details: { status: payment.status } });
  if (payment.captured_minor > 0) throw refuse("This has been paid already.");
  if (payment.closed_at !== null || new Date(payment.pay_by) <= now) throw refuse("The time to pay is over.");
  if (payment.status === "authorized") throw refuse("The amount is authorized already.");
  if (openCharge(payment)?.status === "processing") throw refuse("An attempt is under way; its result follows.");
}

function nextStep(payment: PaymentRow, state: ProviderState): NextStep {
  if (payment.status === "requires_action" && state.redirectUrl !== null) {
    return { kind: "redirect", url: state.redirectUrl };
  }
  const waits = payment.status === "requires_action" || payment.status === "requires_payment";
  if (waits && state.clientSecret !== null) return { kind: "client_secret", clientSecret: state.clientSecret };
  return { kind: "none" };
}

/**
 * The provider will never take this request: the attempt has failed, and the guest may try another way; unless he was
 * faster in his browser, whose attempt is what the provider has now.
 */
async function reject(scope: CommandScope, payment: PaymentRow, detail: string) {
  if (payment.captured_minor > 0 || payment.status === "authorized") {
    const details = { status: payment.status };
    return { refused: new AppError("payment.state", { detail: "This has been paid already.", details }) };
  }
  await scope.sql.run(
    "payment_reject",
    `with c as (update charge set status = 'failed', failure_code = 'rejected'
       where payment_id = $1 and status in ${underWay})
     update payment set status = 'failed' where id = $1 and captured_minor = 0 and status <> 'voided'`,
    [payment.id],
  );
  scope.emit("payment.failed", { paymentId: payment.id, reference: payment.reference });
  const issues = [{ pointer: "/paymentMethodId", code: "rejected", detail }];
  return { refused: new AppError("payment.method_invalid", { detail, issues }) };
}
