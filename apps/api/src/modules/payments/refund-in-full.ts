import { Currency } from "@roost/contract";
import { z } from "zod";
import type { CommandScope, ProviderWork } from "../../platform/action.ts";
import { gatewayPort, type Refunded } from "./gateway.ts";
import { fullRefundPosting } from "./ledger.ts";
import { lockPayment, post } from "./store.ts";

/** Gives all of a captured payment back, after this transaction has committed. */
export async function refundInFull(scope: CommandScope, reference: string): Promise<void> {
  const payment = await lockPayment(scope, reference);
  if (payment?.status !== "captured" || payment.provider_ref === null) {
    throw new Error(`the payment for ${reference} has nothing to give back`);
  }
  const { provider_ref: providerRef, amount_minor: amountMinor, currency } = payment;
  scope.later(refundPayment, { reference, providerRef, amountMinor, currency });
}

const RefundIntent = z.object({
  reference: z.uuid(),
  providerRef: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
});

export const refundPayment: ProviderWork<typeof RefundIntent, Refunded> = {
  name: "payments.refund",
  intent: RefundIntent,
  call: ({ house, key }, { providerRef, amountMinor, currency }) =>
    gatewayPort.from({ house }).refund({ key, providerRef, amountMinor, currency }),
  async finish(scope, { reference, amountMinor }) {
    const payment = await lockPayment(scope, reference);
    if (payment?.status !== "captured") return { answer: null };
    await scope.sql.run(
      "payment_refunded",
      "update payment set status = 'refunded', refunded_minor = captured_minor where id = $1",
      [payment.id],
    );
    const amount = { amount: amountMinor, currency: Currency.parse(payment.currency) };
    await post(scope, fullRefundPosting({ paymentId: payment.id, reference, amount }));
    scope.emit("payment.refunded", { paymentId: payment.id, reference });
    return { answer: null };
  },
};
