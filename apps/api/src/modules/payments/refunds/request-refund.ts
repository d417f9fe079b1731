import type { Refund } from "@roost/contract";
import type { z } from "zod";
import type { CommandScope } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { addUp, type GoneBack, LinePart } from "../payment-lines.ts";
import type { PaymentRow } from "../store.ts";
import type { RefundIntent } from "./refund-work.ts";

export interface RefundWish {
  /** Parts of the lines that are left (`claimedBack`). */
  readonly parts: readonly LinePart[];
  readonly reason: Refund["reason"];
  readonly note?: string | undefined;
  /** Who asked for it; null is Roost. */
  readonly requestedBy: string | null;
}

/**
 * Records that money of a locked payment goes back. What is asked for counts at once, so that parallel requests cannot
 * ask for more than there is; the check of the database says the same.
 */
export async function requestRefund(
  { sql, now }: CommandScope,
  payment: PaymentRow,
  wish: RefundWish,
): Promise<z.input<typeof RefundIntent>> {
  const { id: paymentId, reference, provider_ref: providerRef, currency } = payment;
  const amountMinor = wish.parts.reduce((sum, part) => sum + part.amountMinor, 0);
  if (providerRef === null) throw new Error(`payment ${paymentId} was captured nowhere`);
  const refundId = newId();
  await sql.run(
    "refund_request",
    `insert into refund (id, payment_id, status, reason, note, amount_minor, lines, requested_by, attempts, created_at)
     values ($1, $2, 'pending', $3, $4, $5, $6, $7, 1, $8)`,
    [
      refundId,
      paymentId,
      wish.reason,
      wish.note ?? null,
      amountMinor,
      JSON.stringify(wish.parts),
      wish.requestedBy,
      now,
    ],
  );
  const reserved = await sql.run(
    "refund_reserve",
    `update payment set refunding_minor = refunding_minor + $2
     where id = $1 and refunding_minor + disputed_minor + $2 <= captured_minor`,
    [paymentId, amountMinor],
  );
  if (reserved === 0) throw tooMuch(payment);
  return { refundId, reference, providerRef, amountMinor, currency };
}

/** More than is left; of the lines that whoever asks may give back, where he may not give back all of them. */
export function tooMuch(payment: PaymentRow, ofLines = Number.POSITIVE_INFINITY): AppError {
  const { captured_minor: captured, refunding_minor: refunding, disputed_minor: disputed } = payment;
  const refundableMinor = Math.min(captured - refunding - disputed, ofLines);
  const details = { refundableMinor, currency: payment.currency };
  return new AppError("refund.too_much", { details });
}

/** What has gone back of each line, or is asked to, or was lost to a bank. */
export async function claimedBack({ sql }: Pick<CommandScope, "sql">, paymentId: string): Promise<GoneBack> {
  const rows = await sql.all<{ part: unknown }>("refund_claimed_back", claimedText, [paymentId]);
  return addUp(rows.map(({ part }) => LinePart.parse(part)));
}

const claimedText = `
  select jsonb_array_elements(r.lines) as part from refund r where r.payment_id = $1 and r.status <> 'cancelled'
  union all
  select jsonb_array_elements(c.lines) from chargeback c where c.payment_id = $1 and c.status = 'lost'`;
