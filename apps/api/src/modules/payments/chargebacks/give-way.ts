import type { CommandScope } from "../../../platform/action.ts";
import { addUp, LinePart } from "../payment-lines.ts";
import type { RefundRow } from "../refunds/refund-row.ts";
import { shrinkRefund } from "../refunds/shrink-refund.ts";
import { factsOf, type PaymentRow, progressOf } from "../store.ts";
import { bookOver } from "./book-over.ts";
import type { ChargebackRow } from "./chargeback-row.ts";
import { isPaidOut } from "./is-paid-out.ts";
import { coverOf, lossOf } from "./loss.ts";

/**
 * A refund that waits to be tried again gives way to a chargeback that was lost: what it promised, the bank has given
 * the guest. Without this he would be given it twice, and we would have lost it.
 */
export async function giveWay(scope: CommandScope, payment: PaymentRow): Promise<void> {
  for (;;) {
    const pair = await nextPair(scope, payment.id);
    if (!pair) return;
    const takenMinor = coverOf(pair.lost.over_minor, pair.refund.amount_minor, payment.currency);
    // Less than a step of the currency: nobody can be given that.
    if (takenMinor === 0) return;
    await take(scope, { payment, ...pair, takenMinor });
  }
}

interface Pair {
  readonly lost: Pick<ChargebackRow, "id" | "provider_ref" | "over_minor" | "lines">;
  readonly refund: RefundRow;
}

async function nextPair({ sql }: CommandScope, paymentId: string): Promise<Pair | undefined> {
  const lost = await sql.one<Pair["lost"]>(
    "give_way_to",
    `select id, provider_ref, over_minor, lines from chargeback
     where payment_id = $1 and status = 'lost' and over_minor > 0 order by id limit 1`,
    [paymentId],
  );
  const refund =
    lost &&
    (await sql.one<RefundRow>(
      "give_way_refund",
      "select * from refund where payment_id = $1 and status = 'failed' order by id limit 1",
      [paymentId],
    ));
  return lost && refund && { lost, refund };
}

async function take(
  scope: CommandScope,
  { payment, lost, refund, takenMinor }: Pair & { readonly payment: PaymentRow; readonly takenMinor: number },
): Promise<void> {
  const before = await progressOf(scope.sql, payment);
  const freed = await shrinkRefund(scope, refund, { takenMinor, currency: payment.currency, reason: "charged_back" });
  await scope.sql.run(
    "give_way_move",
    "update payment set refunding_minor = refunding_minor - $2, disputed_minor = disputed_minor + $2 where id = $1",
    [payment.id, takenMinor],
  );
  const lines = merged([...LinePart.array().parse(lost.lines), ...freed]);
  await scope.sql.run(
    "give_way_lines",
    "update chargeback set over_minor = over_minor - $2, lines = $3 where id = $1",
    [lost.id, takenMinor, JSON.stringify(lines)],
  );
  const after = await progressOf(scope.sql, payment);
  const paidOut = await isPaidOut(scope.sql, payment.reference);
  const loss = lossOf(factsOf(payment), { before, after, from: "platform_loss", isPaidOut: paidOut });
  await bookOver(scope, payment, { row: lost, entries: loss.entries });
  await scope.sql.run("give_way_absorb", "update chargeback set absorbed_minor = absorbed_minor + $2 where id = $1", [
    lost.id,
    loss.absorbedMinor,
  ]);
}

const merged = (parts: readonly LinePart[]): LinePart[] =>
  [...addUp(parts)].map(([line, amountMinor]) => ({ line, amountMinor }));
