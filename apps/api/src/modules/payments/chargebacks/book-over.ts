import type { CommandScope } from "../../../platform/action.ts";
import type { Entry } from "../ledger.ts";
import { type PaymentRow, post } from "../store.ts";
import type { ChargebackRow } from "./chargeback-row.ts";

/**
 * Books that more or less of a lost chargeback was covered after all. The same refund may cause it several times, so
 * they are counted; the payment is locked, and the row that changes with it says that it has not been booked before.
 */
export async function bookOver(
  scope: CommandScope,
  payment: PaymentRow,
  { row, entries }: { readonly row: Pick<ChargebackRow, "provider_ref">; readonly entries: readonly Entry[] },
): Promise<void> {
  const before = await scope.sql.one<{ count: number }>(
    "chargeback_over_count",
    "select count(*) as count from ledger_transaction where source = $1 and business_key like 'chargeback_over:%'",
    [row.provider_ref],
  );
  const businessKey = `chargeback_over:${row.provider_ref}:${(before?.count ?? 0) + 1}`;
  const isNew = await post(scope, { businessKey, reference: payment.reference, source: row.provider_ref, entries });
  if (!isNew && entries.length > 0) throw new Error(`${businessKey} was booked before`);
}
