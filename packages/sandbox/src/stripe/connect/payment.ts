import { book } from "../balance-transactions.ts";
import { type Context, onBehalfOf } from "../context.ts";
import { newId } from "../ids.ts";
import type { Payment, PaymentRefund, Transfer } from "./objects.ts";

export type Sent = Pick<Transfer, "amount" | "currency" | "destination" | "id" | "transfer_group">;

/** What a transfer is to the account that receives it: a payment, and its place in that account's books. */
export function receive(context: Context, transfer: Sent): Payment {
  const acting = onBehalfOf(context, transfer.destination);
  const { amount, currency } = transfer;
  const id = newId("py");
  const transaction = book(acting, { amount, currency, description: null, fee: 0, source: id, type: "payment" });
  return acting.world.store.put(newPayment(context, transfer, { id, transaction: transaction.id }));
}

/** Takes it back from that account, all or a part. */
export function giveBack(context: Context, transfer: Transfer, amount: number): PaymentRefund {
  const acting = onBehalfOf(context, transfer.destination);
  const { store } = acting.world;
  const payment = store.find("payment", transfer.destination_payment);
  if (!payment) throw new Error(`${transfer.id} has no payment`);
  const { currency } = transfer;
  const id = newId("pyr");
  const amounts = { amount: -amount, currency, fee: 0 };
  const transaction = book(acting, { ...amounts, description: null, source: id, type: "payment_refund" });
  const refunded = payment.amount_refunded + amount;
  store.put<Payment>({ ...payment, amount_refunded: refunded, refunded: refunded === payment.amount });
  return store.put<PaymentRefund>({
    id,
    object: "refund",
    amount,
    balance_transaction: transaction.id,
    charge: payment.id,
    created: context.now,
    currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
}

function newPayment(context: Context, transfer: Sent, made: { id: string; transaction: string }): Payment {
  const { amount, currency, transfer_group } = transfer;
  return {
    id: made.id,
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: made.transaction,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: context.now,
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { stripe_account: {}, type: "stripe_account" },
    radar_options: {},
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "succeeded",
    transfer_data: null,
    transfer_group,
  };
}
