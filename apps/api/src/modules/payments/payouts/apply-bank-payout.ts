import type { CommandScope } from "../../../platform/action.ts";
import type { BankPayoutState } from "./payout-gateway.ts";
import type { PayoutRow } from "./payout-row.ts";

/**
 * Brings a locked payout up to how its way to the bank stands at the provider, in any order and number. A bank may send
 * back what counted as paid; what is still told of an earlier try changes nothing.
 */
export async function applyBankPayout(scope: CommandScope, payout: PayoutRow, state: BankPayoutState): Promise<void> {
  const { bankRef, status, failureCode } = state;
  if (payout.failed_bank_refs.includes(bankRef) || payout.transfer_ref === null) return;
  if (payout.bank_ref !== null && payout.bank_ref !== bankRef) {
    throw new Error(`payout ${payout.id} was sent to the bank twice: ${payout.bank_ref} and ${bankRef}`);
  }
  if (status === "failed") return failBankPayout(scope, payout, { code: failureCode ?? "refused", bankRef });
  const isPaid = status === "paid" && payout.status !== "paid" && payout.status !== "reversed";
  await scope.sql.run(
    "payout_at_bank",
    `update payout set bank_ref = $2, next_try_at = null, bank_failure = null, paid_at = coalesce(paid_at, $4::timestamptz),
       status = case when $3 then 'paid' when status = 'failed' then 'in_transit' else status end
     where id = $1`,
    [payout.id, bankRef, isPaid, isPaid ? scope.now : null],
  );
  if (isPaid) scope.emit("payout.paid", { payoutId: payout.id });
}

export interface BankFailure {
  readonly code: string;
  /** What the provider called this try; null where it made none. */
  readonly bankRef: string | null;
}

/** The money is in the account still, and is tried from there again: at first after a day, later once a week. */
export async function failBankPayout(
  scope: CommandScope,
  payout: PayoutRow,
  { code, bankRef }: BankFailure,
): Promise<void> {
  if (payout.status === "reversed") return;
  await scope.sql.run(
    "payout_bank_failed",
    `update payout set status = 'failed', bank_ref = null, paid_at = null, bank_failure = $2,
       failed_bank_refs = case when $3::text is null then failed_bank_refs else failed_bank_refs || $3::text end,
       next_try_at = $4::timestamptz + least(interval '7 days', interval '1 day' * power(2, least(bank_attempts - 1, 3)))
     where id = $1`,
    [payout.id, code, bankRef, scope.now],
  );
  scope.emit("payout.failed", { payoutId: payout.id });
}
