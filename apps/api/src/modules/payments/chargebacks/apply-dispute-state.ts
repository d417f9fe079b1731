import { Currency } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { newId } from "../../../platform/ids.ts";
import type { DisputeState } from "../dispute-gateway.ts";
import { difference } from "../ledger.ts";
import { hastenPayoutsOf } from "../payouts/block-payout.ts";
import { type PaymentRow, post } from "../store.ts";
import { type ChargebackRow, coveredMinor, findChargebackByRef, isDecided } from "./chargeback-row.ts";
import { loseChargeback } from "./lose-chargeback.ts";
import { coverOf } from "./loss.ts";

/**
 * Brings a dispute of a locked payment up to how it stands at the provider, in any order and number of events. Its
 * money is booked by the provider's own movements, each once; its status goes forward only, through every step.
 */
export async function applyDisputeState(scope: CommandScope, payment: PaymentRow, state: DisputeState): Promise<void> {
  if (state.currency !== payment.currency) {
    throw new Error(`${state.disputeRef}: the bank disputes ${state.currency}, the payment is in ${payment.currency}`);
  }
  const row = (await findChargebackByRef(scope.sql, state.disputeRef)) ?? (await record(scope, payment, state));
  for (const movement of state.movements) await bookMovement(scope, { payment, row }, movement);
  if (!isDecided(row.status)) await moveOn(scope, { payment, row }, state);
  // What was said to an inquiry is not said to the chargeback that came of it.
  if (state.isSubmitted && state.status !== "needs_response") await markSubmitted(scope, row);
}

/** Everything begins as an inquiry, which takes nothing; a chargeback goes on from there at once. */
async function record(scope: CommandScope, payment: PaymentRow, state: DisputeState): Promise<ChargebackRow> {
  await scope.sql.run(
    "chargeback_record",
    `insert into chargeback (id, payment_id, provider_ref, status, reason, amount_minor, evidence_due_by, opened_at)
     values ($1, $2, $3, 'inquiry', $4, $5, $6, $7)`,
    [newId(), payment.id, state.disputeRef, state.reason, state.amountMinor, state.evidenceDueBy, state.openedAt],
  );
  const row = await findChargebackByRef(scope.sql, state.disputeRef);
  assertThere(row, `${state.disputeRef} was not recorded`);
  return row;
}

interface Disputed {
  readonly payment: PaymentRow;
  readonly row: ChargebackRow;
}

/** The provider takes money off our balance, keeps a fee, brings money back: as its own books have it. */
async function bookMovement(
  scope: CommandScope,
  { payment, row }: Disputed,
  { ref, amountMinor, feeMinor, currency: code }: DisputeState["movements"][number],
): Promise<void> {
  const currency = Currency.parse(code);
  const isNew = await post(scope, {
    businessKey: `dispute:${ref}`,
    reference: payment.reference,
    source: row.provider_ref,
    entries: difference(
      [],
      [
        { account: "provider_clearing", currency, amountMinor: amountMinor - feeMinor },
        { account: "dispute_reserve", currency, amountMinor: -amountMinor },
        { account: "provider_fees", currency, amountMinor: feeMinor },
      ],
    ),
  });
  if (!isNew) return;
  await scope.sql.run(
    "chargeback_moved",
    "update chargeback set withdrawn_minor = withdrawn_minor - $2, fee_minor = fee_minor + $3 where id = $1",
    [row.id, amountMinor, feeMinor],
  );
}

const markSubmitted = ({ sql, now }: CommandScope, { id }: ChargebackRow) =>
  sql.run("chargeback_submitted", "update chargeback set submitted_at = coalesce(submitted_at, $2) where id = $1", [
    id,
    now,
  ]);

async function moveOn(scope: CommandScope, { payment, row }: Disputed, state: DisputeState): Promise<void> {
  if (state.status === "inquiry") return;
  // An inquiry that has become a chargeback cannot end as one: that is old news.
  if (state.status === "closed") return row.status === "inquiry" ? end(scope, row, "closed") : undefined;
  const open = row.status === "inquiry" ? await openChargeback(scope, { payment, row }, state) : row;
  if (open.amount_minor !== state.amountMinor) {
    throw new Error(`${state.disputeRef}: the bank disputes another amount than before`);
  }
  if (state.status === "under_review") return void (await review(scope, open));
  if (state.status === "won") return winChargeback(scope, { payment, row: open });
  if (state.status === "lost") return loseChargeback(scope, payment, open);
}

/** The bank takes the money. Of what is left of the payment, nothing else can be given back meanwhile. */
async function openChargeback(
  scope: CommandScope,
  { payment, row }: Disputed,
  state: DisputeState,
): Promise<ChargebackRow> {
  const left = payment.captured_minor - payment.refunding_minor - payment.disputed_minor;
  const covered = coverOf(state.amountMinor, left, payment.currency);
  const over = state.amountMinor - covered;
  await scope.sql.run(
    "chargeback_open",
    `update chargeback set status = 'needs_response', amount_minor = $2, over_minor = $3, reason = $4,
       evidence_due_by = $5, warned_at = null, submitted_at = null
     where id = $1`,
    [row.id, state.amountMinor, over, state.reason, state.evidenceDueBy],
  );
  await addDisputed(scope, payment, covered);
  scope.emit("dispute.opened", { chargebackId: row.id, reference: row.reference });
  return { ...row, status: "needs_response", amount_minor: state.amountMinor, over_minor: over };
}

const addDisputed = ({ sql }: CommandScope, { id }: PaymentRow, byMinor: number) =>
  sql.run("payment_disputed", "update payment set disputed_minor = disputed_minor + $2 where id = $1", [id, byMinor]);

const review = ({ sql }: CommandScope, { id }: ChargebackRow) =>
  sql.run("chargeback_review", "update chargeback set status = 'under_review' where id = $1", [id]);

/** The money comes back by the provider's own movement; what waits to be refunded is tried again. */
async function winChargeback(scope: CommandScope, { payment, row }: Disputed): Promise<void> {
  await end(scope, row, "won");
  await addDisputed(scope, payment, -coveredMinor(row));
  await scope.sql.run(
    "chargeback_frees_refunds",
    "update refund set next_try_at = $2 where payment_id = $1 and status = 'failed'",
    [payment.id, scope.now],
  );
  await hastenPayoutsOf(scope, payment);
  scope.emit("dispute.won", { chargebackId: row.id, reference: row.reference });
}

const end = async ({ sql, now }: CommandScope, { id }: ChargebackRow, status: "won" | "closed") => {
  await sql.run(
    "chargeback_end",
    "update chargeback set status = $2::chargeback_status, over_minor = 0, closed_at = $3 where id = $1",
    [id, status, now],
  );
};
