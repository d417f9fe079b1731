import type { CommandScope } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import type { PaymentRow } from "../store.ts";

/**
 * Once his bank has it, or is about to, a host gives nothing back by himself: it would be our money that goes, against
 * a debt that he may never earn again. Operators may. Whoever releases a payout locks its payment, too, so what is read
 * here stays.
 */
export async function refuseAfterPayout({ sql }: CommandScope, payment: PaymentRow): Promise<void> {
  const row = await sql.one<{ status: string }>(
    "refund_after_payout",
    "select status from payout where reference = $1 and purpose <> 'claim' and status in ('in_transit', 'paid') limit 1",
    [payment.reference],
  );
  if (!row) return;
  const detail = "This has been paid out to you: ask Roost to give it back.";
  throw new AppError("payment.state", { detail, details: { status: payment.status, payoutStatus: row.status } });
}
