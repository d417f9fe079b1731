import type { CommandScope } from "../../../platform/action.ts";
import { transferEntries } from "../ledger.ts";
import { spreadOverLines } from "../payment-lines.ts";
import { hastenPayoutsOf } from "../payouts/block-payout.ts";
import { claimedBack } from "../refunds/request-refund.ts";
import { factsOf, type PaymentRow, post, progressOf } from "../store.ts";
import { type ChargebackRow, coveredMinor } from "./chargeback-row.ts";
import { giveWay } from "./give-way.ts";
import { isPaidOut } from "./is-paid-out.ts";
import { lossOf } from "./loss.ts";

/** The bank keeps the money: it has gone back to the guest as by a refund, over the lines that were left. */
export async function loseChargeback(scope: CommandScope, payment: PaymentRow, row: ChargebackRow): Promise<void> {
  const facts = factsOf(payment);
  const { currency } = payment;
  const wanted = { amount: coveredMinor(row), currency };
  const parts = spreadOverLines(facts.lines, await claimedBack(scope, payment.id), wanted);
  const before = await progressOf(scope.sql, payment);
  await scope.sql.run(
    "chargeback_lose",
    "update chargeback set status = 'lost', lines = $2, closed_at = $3 where id = $1",
    [row.id, JSON.stringify(parts), scope.now],
  );
  const after = await progressOf(scope.sql, payment);
  const paidOut = await isPaidOut(scope.sql, payment.reference);
  const { entries, absorbedMinor } = lossOf(facts, { before, after, from: "dispute_reserve", isPaidOut: paidOut });
  const over = transferEntries(
    { account: "dispute_reserve" },
    { account: "platform_loss" },
    { amount: row.over_minor, currency },
  );
  await post(scope, {
    businessKey: `chargeback_lost:${row.provider_ref}`,
    reference: payment.reference,
    source: row.provider_ref,
    entries: row.over_minor === 0 ? entries : [...entries, ...over],
  });
  await scope.sql.run("chargeback_absorb", "update chargeback set absorbed_minor = $2 where id = $1", [
    row.id,
    absorbedMinor,
  ]);
  scope.emit("dispute.lost", { chargebackId: row.id, reference: row.reference });
  await giveWay(scope, payment);
  await hastenPayoutsOf(scope, payment);
}
