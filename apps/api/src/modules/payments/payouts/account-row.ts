import type { PayoutAccount } from "@roost/contract";
import { z } from "zod";
import type { Sql } from "../../../platform/sql.ts";

export interface PayoutAccountRow {
  readonly id: string;
  readonly user_id: string;
  readonly provider: string;
  readonly provider_ref: string | null;
  readonly country: string;
  readonly status: PayoutAccount["status"];
  readonly requirements: unknown;
  readonly held_until: string | null;
  readonly bank_ref: string | null;
  readonly bank_last4: string | null;
  readonly bank_currency: string | null;
  readonly version: number;
  readonly created_at: string;
}

/**
 * Locks everything about paying one person: his accounts, and which of his payouts go. Taken after a payment and before
 * payouts; a lock of its own, since nobody who only pays him needs to hold up his profile.
 */
export async function lockPayee(sql: Sql, userId: string): Promise<void> {
  await sql.one("payee_lock", "select pg_advisory_xact_lock(hashtextextended('payee ' || $1, 0))", [userId]);
}

/** The account that is paid to, and the one that is being set up. */
export interface OwnAccounts {
  readonly inUse: PayoutAccountRow | undefined;
  readonly onboarding: PayoutAccountRow | undefined;
}

export async function findAccounts(sql: Sql, userId: string): Promise<OwnAccounts> {
  const rows = await sql.all<PayoutAccountRow>(
    "payout_account_own",
    "select * from payout_account where user_id = $1 and status <> 'replaced'",
    [userId],
  );
  return {
    inUse: rows.find(({ status }) => status === "enabled" || status === "restricted"),
    onboarding: rows.find(({ status }) => status === "onboarding"),
  };
}

export const findAccount = (sql: Sql, id: string): Promise<PayoutAccountRow | undefined> =>
  sql.one<PayoutAccountRow>("payout_account_find", "select * from payout_account where id = $1", [id]);

const Requirements = z.array(z.string());

/** An account as its owner sees it. */
export const toPayoutAccount = (row: PayoutAccountRow): PayoutAccount => ({
  id: row.id,
  provider: "stripe",
  country: row.country,
  status: row.status,
  requirements: Requirements.parse(row.requirements),
  bank: row.bank_last4 === null ? null : { last4: row.bank_last4, currency: row.bank_currency ?? "" },
  heldUntil: row.held_until,
  createdAt: row.created_at,
});
