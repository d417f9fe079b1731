import { Payment, PaymentIdInput } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { isAdmin } from "../../platform/policies.ts";
import { findPayment, findPayments, type PaymentRow, toPayment } from "./store.ts";

export const getPayment = query({
  name: "payments.get",
  summary: "A payment with its attempts, for its guest, its host and operators.",
  input: PaymentIdInput,
  output: Payment,
  load: ({ sql }, { paymentId }) => findPayment(sql, paymentId),
  loadMany: ({ sql }, inputs) =>
    findPayments(
      sql,
      inputs.map(({ paymentId }) => paymentId),
    ),
  may: mayReadPayment,
  async run(_scope, _input, payment) {
    assertFound(payment);
    return toPayment(payment);
  },
});

/** Its guest, its host and operators; to everybody else there is no such payment. */
export function mayReadPayment(actor: Actor | null, payment: PaymentRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!payment || actor.kind !== "user") return "hidden";
  const isParty = payment.payer_id === actor.userId || payment.payee_id === actor.userId;
  return isParty || isAdmin(actor) ? true : "hidden";
}
