import { type ChargeStatus, Currency, type PaymentStatus } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { newId } from "../../platform/ids.ts";
import type { ProviderState } from "./gateway.ts";
import { difference, nothingYet, positionOf, transferEntries } from "./ledger.ts";
import { factsOf, openCharge, type PaymentRow, post, underWay } from "./store.ts";

/**
 * Brings a locked payment up to how it stands at the provider. The request that asked, the webhook and the sweeps all
 * come through here, in any order and number: moves go forward only, so whoever comes late changes nothing.
 */
export async function applyProviderState(
  scope: CommandScope,
  payment: PaymentRow,
  state: ProviderState,
): Promise<void> {
  const noted = scope.sql.run(
    "payment_provider_ref",
    `update payment set provider_ref = $2, client_secret = coalesce($3, client_secret),
       provider_charge = coalesce($4, provider_charge), method = coalesce($5, method)
     where id = $1 and (provider_ref, provider_charge) is distinct from ($2, coalesce($4, provider_charge))`,
    [
      ...[payment.id, state.providerRef, state.clientSecret],
      ...(state.status === "captured" ? [state.chargeRef, state.method ?? null] : [null, null]),
    ],
  );
  if (state.status === "captured") return void (await Promise.all([noted, capture(scope, payment, state)]));
  await noted;
  if (isSettled(payment.status)) return;
  // What is authorized is captured or let go: all else is news from before.
  if (payment.status === "authorized" && state.status !== "voided") return;
  switch (state.status) {
    case "voided":
      return letGo(scope, payment);
    case "processing":
      return move(scope, payment, { payment: "processing", charge: "processing" });
    case "authorized":
      return authorize(scope, payment, state);
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

const isSettled = (status: PaymentStatus) =>
  status === "captured" || status === "partially_refunded" || status === "refunded" || status === "voided";

/** What was authorized and not given up by us has ended at the provider: whoever waits for the money is told. */
async function letGo(scope: CommandScope, payment: PaymentRow): Promise<void> {
  await move(scope, payment, { payment: "voided", charge: "voided" });
  if (payment.status !== "authorized" || payment.closed_at !== null) return;
  scope.emit("payment.failed", { paymentId: payment.id, reference: payment.reference });
}

async function authorize(scope: CommandScope, payment: PaymentRow, state: ProviderState): Promise<void> {
  await ensureCharge(scope, payment);
  await move(scope, payment, { payment: "authorized", charge: "authorized" });
  await scope.sql.run("payment_capture_by", "update payment set capture_by = $2 where id = $1", [
    payment.id,
    state.captureBy,
  ]);
  scope.emit("payment.authorized", { paymentId: payment.id, reference: payment.reference });
}

async function capture(scope: CommandScope, payment: PaymentRow, state: ProviderState): Promise<void> {
  if (state.capturedMinor !== payment.amount_minor || state.currency !== payment.currency) {
    throw new Error(`payment ${payment.id}: the provider captured another amount than was asked for`);
  }
  const isNews = payment.captured_minor === 0;
  // None waits for another's answer: they travel together.
  await Promise.all([...(isNews ? takeMoney(scope, payment, state) : []), bookFee(scope, payment, state)]);
  if (isNews) scope.emit("payment.captured", { paymentId: payment.id, reference: payment.reference });
}

function takeMoney(
  scope: CommandScope,
  payment: PaymentRow,
  { chargeRef }: ProviderState,
): readonly Promise<unknown>[] {
  const held = positionOf(factsOf(payment), { ...nothingYet, capturedMinor: payment.amount_minor });
  return [
    ensureCharge(scope, payment),
    move(scope, payment, { payment: "captured", charge: "captured" }),
    post(scope, {
      businessKey: `capture:${payment.id}`,
      reference: payment.reference,
      source: chargeRef,
      entries: difference([], held),
    }),
  ];
}

/** What the provider kept for itself is known with the capture, or a moment later. */
async function bookFee(scope: CommandScope, payment: PaymentRow, { chargeRef, fee }: ProviderState): Promise<void> {
  if (fee === null || fee.amountMinor === 0) return;
  await post(scope, {
    businessKey: `fee:${payment.id}`,
    reference: payment.reference,
    source: chargeRef,
    entries: transferEntries(
      { account: "provider_clearing" },
      { account: "provider_fees" },
      { amount: fee.amountMinor, currency: Currency.parse(fee.currency) },
    ),
  });
}

/** The guest tried again in the browser, at the provider alone: such an attempt is new to us. */
async function ensureCharge({ sql, now }: CommandScope, payment: PaymentRow): Promise<void> {
  if (openCharge(payment)) return;
  await sql.run(
    "charge_found",
    `insert into charge (id, payment_id, status, amount_minor, created_at) values ($1, $2, 'processing', $3, $4)`,
    [newId(), payment.id, payment.amount_minor, now],
  );
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
       where payment_id = $1 and status in ${underWay})
     update payment set status = $2::payment_status, captured_minor = case when $2::payment_status = 'captured' then amount_minor else captured_minor end
     where id = $1`,
    [payment.id, to.payment, to.charge, to.failureCode ?? null],
  );
}
