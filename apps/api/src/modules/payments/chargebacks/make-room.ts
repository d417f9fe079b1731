import type { CommandScope } from "../../../platform/action.ts";
import { LinePart } from "../payment-lines.ts";
import { factsOf, lockPayment, type PaymentRow, progressOf } from "../store.ts";
import { bookOver } from "./book-over.ts";
import { type ChargebackRow, chargebackColumns, coveredMinor, hasMoney } from "./chargeback-row.ts";
import { coverOf, lossOf } from "./loss.ts";
import { takeParts } from "./take-parts.ts";

/**
 * Money went back at the provider before a bank took it, and we learn of it after: so much less of the chargeback was
 * covered by what was left. Without this the refund's event would fail for ever. Answers the payment as it is then.
 */
export async function makeRoom(scope: CommandScope, payment: PaymentRow, amountMinor: number): Promise<PaymentRow> {
  let missing = payment.refunding_minor + payment.disputed_minor + amountMinor - payment.captured_minor;
  if (missing <= 0) return payment;
  const rows = await scope.sql.all<ChargebackRow>(
    "chargebacks_with_money",
    `select ${chargebackColumns} where c.payment_id = $1 and ${hasMoney} order by c.id desc`,
    [payment.id],
  );
  for (const row of rows) {
    const byMinor = coverOf(missing, coveredMinor(row), payment.currency);
    if (byMinor === 0) continue;
    await uncover(scope, { payment, row, byMinor });
    missing -= byMinor;
  }
  return (await lockPayment(scope, payment.reference)) ?? payment;
}

interface Uncovering {
  readonly payment: PaymentRow;
  readonly row: ChargebackRow;
  readonly byMinor: number;
}

async function uncover(scope: CommandScope, { payment, row, byMinor }: Uncovering): Promise<void> {
  const before = await progressOf(scope.sql, payment);
  const lines =
    row.status === "lost"
      ? takeParts(LinePart.array().parse(row.lines), { amount: byMinor, currency: payment.currency }).left
      : null;
  await scope.sql.run(
    "chargeback_uncover",
    "update chargeback set over_minor = over_minor + $2, lines = coalesce($3::jsonb, lines) where id = $1",
    [row.id, byMinor, lines && JSON.stringify(lines)],
  );
  await scope.sql.run("payment_uncover", "update payment set disputed_minor = disputed_minor - $2 where id = $1", [
    payment.id,
    byMinor,
  ]);
  if (row.status !== "lost") return;
  const after = await progressOf(scope.sql, payment);
  // Whoever bore the loss until now has that much of it back.
  const isPaidOut = row.absorbed_minor > 0;
  const loss = lossOf(factsOf(payment), { before, after, from: "platform_loss", isPaidOut });
  await bookOver(scope, payment, { row, entries: loss.entries });
  await scope.sql.run(
    "chargeback_unabsorb",
    "update chargeback set absorbed_minor = absorbed_minor + $2 where id = $1",
    [row.id, loss.absorbedMinor],
  );
}
