import type { PayoutBlock } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import type { PaymentRow } from "../store.ts";
import type { PayoutAccountRow } from "./account-row.ts";

/** What decides whether a payout that is due may go. */
export interface BlockFacts {
  readonly now: Date;
  /** The payee's account in use. */
  readonly account: Pick<PayoutAccountRow, "status" | "held_until"> | undefined;
  readonly isHeldByOperator: boolean;
  readonly hasOpenChargeback: boolean;
  /** A refund that its provider or the guest's bank refused: it is owed, and tried again. */
  readonly hasFailedRefund: boolean;
}

/** Why a payout may not go, computed afresh each time. `provider_balance` is not known before it is tried. */
export function blocksOf(facts: BlockFacts): PayoutBlock[] {
  const { account, now } = facts;
  const blocks: [PayoutBlock, boolean][] = [
    ["no_account", account === undefined],
    ["account_restricted", account !== undefined && account.status !== "enabled"],
    ["account_hold", account !== undefined && account.held_until !== null && new Date(account.held_until) > now],
    ["chargeback", facts.hasOpenChargeback],
    ["refund", facts.hasFailedRefund],
    ["operator", facts.isHeldByOperator],
  ];
  return blocks.flatMap(([block, holds]) => (holds ? [block] : []));
}

export interface Claims {
  readonly hasFailedRefund: boolean;
  /** A refund that its provider is being asked for: how it ends is known in a moment. */
  readonly hasRefundUnderWay: boolean;
}

/** Whether a refund of a locked payment is on its way to the guest. */
export async function findClaims(sql: Sql, payment: Pick<PaymentRow, "id">): Promise<Claims> {
  const found = await sql.one<Claims>("payout_claims", claimsText, [payment.id]);
  return found ?? { hasFailedRefund: false, hasRefundUnderWay: false };
}

const claimsText = `select
  exists (select from refund where payment_id = $1 and status = 'failed') as "hasFailedRefund",
  exists (select from refund where payment_id = $1 and status = 'pending' and provider_ref is null) as "hasRefundUnderWay"`;
