import { PaymentIdInput, Receipt } from "@roost/contract";
import { type Actor, query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isAdmin } from "../../../platform/policies.ts";
import { mayReadPayment } from "../get-payment.ts";
import { findPayment, type PaymentRow } from "../store.ts";
import { readReceipt } from "./read-receipt.ts";

export const getReceipt = query({
  name: "payments.receipt",
  summary: "The receipt of a payment, with its refunds and their credit notes; over REST as a page to print, too.",
  input: PaymentIdInput,
  output: Receipt,
  load: ({ sql }, { paymentId }) => findPayment(sql, paymentId),
  may: mayReadPayment,
  async run(scope, _input, payment) {
    assertFound(payment);
    return readReceipt(scope, payment, audienceOf(scope.actor, payment));
  },
});

function audienceOf(actor: Actor | null, payment: PaymentRow): Receipt["audience"] {
  if (isAdmin(actor)) return "operator";
  return actor?.kind === "user" && actor.userId === payment.payee_id ? "host" : "guest";
}
