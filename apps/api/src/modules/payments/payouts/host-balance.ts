import type { Sql } from "../../../platform/sql.ts";
import type { HostBalance } from "./netting.ts";
import type { PayoutRow } from "./payout-row.ts";

/** What the books say of a locked payee, in the currency of one of his payouts. */
export async function findHostBalance(
  sql: Sql,
  { payee_id: payeeId, currency }: Pick<PayoutRow, "payee_id" | "currency">,
): Promise<HostBalance> {
  const found = await sql.one<HostBalance>("payout_host_balance", balanceText, [payeeId, currency]);
  return found ?? { owedMinor: 0, waitingMinor: 0, inFlightMinor: 0, comingBackMinor: 0 };
}

// Sums of int8 are numeric, which arrives as text.
const balanceText = `
  with owed as (
    select t.reference, -sum(e.amount_minor) as minor
    from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
    where e.account = 'host_payable' and e.holder_id = $1 and e.currency = $2
    group by t.reference
  ), own as (
    select * from payout where payee_id = $1 and currency = $2
  )
  select
    (select coalesce(sum(minor), 0) from owed)::int8 as "owedMinor",
    (select coalesce(sum(minor), 0) from owed where exists (
      select from own where own.reference = owed.reference and status in ('scheduled', 'blocked')))::int8 as "waitingMinor",
    (select coalesce(sum(amount_minor - netted_minor), 0) from own
      where status = 'in_transit' and transfer_ref is null)::int8 as "inFlightMinor",
    (select coalesce(sum(r.amount_minor), 0) from transfer_reversal r join own on own.id = r.payout_id
      where r.status = 'pending')::int8 as "comingBackMinor"`;

/** What the ledger owes a payee for one payment; below zero, what he got too much. */
export async function owedFor(
  sql: Sql,
  { payee_id: payeeId, currency, reference }: Pick<PayoutRow, "payee_id" | "currency" | "reference">,
): Promise<number> {
  const found = await sql.one<{ minor: number }>(
    "payout_owed_for",
    `select coalesce(-sum(e.amount_minor), 0)::int8 as minor
     from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
     where t.reference = $1 and e.account = 'host_payable' and e.holder_id = $2 and e.currency = $3`,
    [reference, payeeId, currency],
  );
  return found?.minor ?? 0;
}
