import { Currency } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { earnPosting } from "./ledger.ts";
import { lockPayment, post } from "./store.ts";

export interface Earning {
  readonly reference: string;
  /** The payee's share, in minor units of the payment's currency; the rest is revenue. */
  readonly payeeMinor: number;
}

/** Books that a captured payment is earned, once. */
export async function earnPayment(scope: CommandScope, { reference, payeeMinor }: Earning): Promise<void> {
  const payment = await lockPayment(scope, reference);
  if (payment?.status !== "captured") throw new Error(`the payment for ${reference} is not there to be earned`);
  const amount = { amount: payment.amount_minor, currency: Currency.parse(payment.currency) };
  const { id: paymentId, payee_id: payeeId } = payment;
  await post(scope, earnPosting({ paymentId, reference, amount, payeeId, payeeMinor }));
}
