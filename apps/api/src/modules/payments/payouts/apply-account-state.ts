import type { CommandScope } from "../../../platform/action.ts";
import { findAccounts, type PayoutAccountRow } from "./account-row.ts";
import { hastenPayouts } from "./block-payout.ts";
import type { PayoutAccountState } from "./payout-gateway.ts";

/** After a change of where money goes: long enough for its owner to read the notice and to object. */
const holdMs = 72 * 60 * 60_000;

/**
 * Brings an account of a locked payee up to how it stands at its provider. A replacement takes the place of the account
 * in use once it is enabled. A change of the account, or of the bank account behind it, holds what is paid out, unless
 * the old bank account had refused a payout.
 */
export async function applyAccountState(
  scope: CommandScope,
  row: PayoutAccountRow,
  state: PayoutAccountState,
): Promise<void> {
  if (row.status === "replaced") return;
  const { inUse } = await findAccounts(scope.sql, row.user_id);
  const other = inUse?.id === row.id ? undefined : inUse;
  const status = statusAfter(row, state, other !== undefined);
  const isReplacing = other !== undefined && status === "enabled";
  const hasOtherBank = row.bank_ref !== null && state.bank !== null && state.bank.ref !== row.bank_ref;
  const isChange = isReplacing || (hasOtherBank && inUse?.id === row.id);
  const isHeld = isChange && (isReplacing || !(await hasRefusedPayout(scope, row)));
  if (isReplacing) {
    await scope.sql.run("payout_account_replace", "update payout_account set status = 'replaced' where id = $1", [
      other.id,
    ]);
  }
  await scope.sql.run(
    "payout_account_state",
    `update payout_account set provider_ref = $2, status = $3::payout_account_status, requirements = $4, bank_ref = $5,
       bank_last4 = $6, bank_currency = $7, held_until = coalesce($8, held_until), version = version + 1
     where id = $1`,
    [
      row.id,
      state.accountRef,
      status,
      JSON.stringify(state.requirements),
      state.bank?.ref ?? null,
      state.bank?.last4 ?? null,
      state.bank?.currency ?? null,
      isHeld ? new Date(scope.now.getTime() + holdMs) : null,
    ],
  );
  if (isChange) scope.emit("payout_account.changed", { payoutAccountId: row.id });
  if (status !== "enabled") return;
  await hastenPayouts(scope, row.user_id);
  if (row.status !== "enabled" || hasOtherBank) await hastenBankPayouts(scope, row);
}

function statusAfter(
  row: PayoutAccountRow,
  state: PayoutAccountState,
  hasOther: boolean,
): Exclude<PayoutAccountRow["status"], "replaced"> {
  if (state.status === "enabled") return "enabled";
  if (row.status !== "onboarding") return "restricted";
  // It is set up behind the account in use, and of no use before it is enabled.
  return hasOther ? "onboarding" : state.status;
}

async function hasRefusedPayout({ sql }: CommandScope, { id }: PayoutAccountRow): Promise<boolean> {
  const found = await sql.one(
    "payout_refused_at",
    "select 1 from payout where account_id = $1 and status = 'failed' limit 1",
    [id],
  );
  return found !== undefined;
}

/** What the old bank account refused may be taken by the new one. */
const hastenBankPayouts = ({ sql, now }: CommandScope, { id }: PayoutAccountRow) =>
  sql.run("payout_hasten_bank", "update payout set next_try_at = $2 where account_id = $1 and status = 'failed'", [
    id,
    now,
  ]);
