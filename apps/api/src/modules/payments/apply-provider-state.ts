import { type ChargeStatus, Currency, type PaymentStatus } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { newId } from "../../platform/ids.ts";
import type { ProviderState } from "./gateway.ts";
import { capturePosting } from "./ledger.ts";
import { openCharge, type PaymentRow, post } from "./store.ts";

/**
 * Brings a locked payment up to how it stands at the provider. The request that asked, the webhook and the sweeps all
 * come through here, in any order and number: moves go forward only, so whoever comes late changes nothing.
 */
export async function applyProviderState(
  scope: CommandScope,
  payment: PaymentRow,
  state: ProviderState,
): Promise<void> {
  await scope.sql.run(
    "payment_provider_ref",
    `update payment set provider_ref = $2, client_secret = coalesce($3, client_secret)
     where id = $1 and provider_ref is distinct from $2`,
    [payment.id, state.providerRef, state.clientSecret],
  );
  if (isSettled(payment.status)) return;
  switch (state.status) {
    case "captured":
      return capture(scope, payment, state);
    case "voided":
      return move(scope, payment, { payment: "voided", charge: "voided" });
    case "processing":
      return move(scope, payment, { payment: "processing", charge: "processing" });
    case "requires_action":
      return move(scope, payment, { payment: "requires_action", charge: "requires_action" });
    case "requires_payment_method":
      if (state.failureCode === null)
        return move(scope, payment, { payment: "requires_payment", charge: "requires_action" });
      if (!openCharge(payment)) return;
      await move(scope, payment, { payment: "failed", charge: "failed", failureCode: state.failureCode });
      return scope.emit("payment.failed", { paymentId: payment.id, reference: payment.reference });
  }
}

const isSettled = (status: PaymentStatus) => status === "captured" || status === "refunded" || status === "voided";

async function capture(scope: CommandScope, payment: PaymentRow, state: ProviderState): Promise<void> {
  if (state.capturedMinor !== payment.amount_minor || state.currency !== payment.currency) {
    throw new Error(`payment ${payment.id}: the provider captured another amount than was asked for`);
  }
  if (!openCharge(payment)) {
    // The guest tried again in the browser, at the provider alone: this attempt is new to us.
    await scope.tx.charge.create({
      data: {
        id: newId(),
        paymentId: payment.id,
        status: "processing",
        amountMinor: payment.amount_minor,
        createdAt: scope.now,
      },
    });
  }
  await move(scope, payment, { payment: "captured", charge: "captured" });
  const amount = { amount: payment.amount_minor, currency: Currency.parse(payment.currency) };
  await post(scope, capturePosting({ paymentId: payment.id, reference: payment.reference, amount }));
  scope.emit("payment.captured", { paymentId: payment.id, reference: payment.reference });
}

interface Move {
  readonly payment: PaymentStatus;
  readonly charge: ChargeStatus;
  readonly failureCode?: string;
}

/** Moves the payment and the attempt that is under way together. */
async function move({ sql }: CommandScope, payment: PaymentRow, to: Move): Promise<void> {
  await sql.run(
    "payment_move",
    `with c as (update charge set status = $3::charge_status, failure_code = $4
       where payment_id = $1 and status in ('processing', 'requires_action'))
     update payment set status = $2::payment_status, captured_minor = case when $2::payment_status = 'captured' then amount_minor else captured_minor end
     where id = $1`,
    [payment.id, to.payment, to.charge, to.failureCode ?? null],
  );
}
