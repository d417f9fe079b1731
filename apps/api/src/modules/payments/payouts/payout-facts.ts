import type { Sql } from "../../../platform/sql.ts";
import { findAccount, toPayoutAccount } from "./account-row.ts";
import { findPayout, toPayout } from "./payout-row.ts";

/** What a mail about a payout tells, as it stands when the mail is sent. */
export async function findPayoutFacts(sql: Sql, payoutId: string) {
  const row = await findPayout(sql, payoutId);
  return row && toPayout(row, { isOperator: false });
}

/** What a mail about an account tells. */
export async function findPayoutAccountFacts(sql: Sql, accountId: string) {
  const row = await findAccount(sql, accountId);
  return row && { userId: row.user_id, ...toPayoutAccount(row) };
}
