import type { CurrencyCode } from "@roost/contract";
import type { CommandScope } from "../../../platform/action.ts";
import { takeParts } from "../chargebacks/take-parts.ts";
import type { LinePart } from "../payment-lines.ts";
import { type RefundRow, refundLines } from "./refund-row.ts";

export interface Shrinking {
  /** At most what the refund promises. */
  readonly takenMinor: number;
  readonly currency: CurrencyCode;
  /** Why nothing is left of it, where that is so. */
  readonly reason: string;
}

/**
 * Takes something off a refund that waits to be tried again: the guest has got it another way. Cancelled where nothing
 * is left of it; what it was then stays to be read. Answers what its lines give up. The payment's sums are the caller's.
 */
export async function shrinkRefund(
  { sql }: CommandScope,
  refund: RefundRow,
  { takenMinor, currency, reason }: Shrinking,
): Promise<readonly LinePart[]> {
  const { taken, left } = takeParts(refundLines(refund), { amount: takenMinor, currency });
  if (takenMinor === refund.amount_minor) {
    await sql.run(
      "refund_shrink_cancel",
      "update refund set status = 'cancelled', next_try_at = null, failure_code = $2 where id = $1",
      [refund.id, reason],
    );
    return taken;
  }
  await sql.run("refund_shrink", "update refund set amount_minor = amount_minor - $2, lines = $3 where id = $1", [
    refund.id,
    takenMinor,
    JSON.stringify(left),
  ]);
  return taken;
}
