import { z } from "zod";
import type { AnyAction } from "../../platform/action.ts";
import type { Engine } from "../../platform/engine.ts";
import type { Log } from "../../platform/log.ts";
import type { Sql } from "../../platform/sql.ts";
import { dueNow, pageOfDue, type Sweep, sweepRows } from "../../platform/sweeps.ts";
import { warnedBefore, warnOfEvidence } from "./chargebacks/warn-of-evidence.ts";
import { releasePayout } from "./payouts/release-payout.ts";
import { retryBankPayout } from "./payouts/retry-bank-payout.ts";
import { issueInvoice } from "./receipts/issue-invoice.ts";
import { retryRefund } from "./refunds/retry-refund.ts";

export interface PaymentSweepOptions {
  readonly engine: Engine;
  readonly sql: Sql;
  readonly log: Log;
}

interface Due {
  /** The action's own, where it has one sweep only. */
  readonly name?: string;
  /** Selects the ids of what is due, by `dueNow`. */
  readonly text: string;
  /** What the action calls such an id, and what else it takes. */
  readonly key: string;
  readonly more?: object;
  readonly everyMs?: number;
}

const Moved = z.object({ moved: z.boolean() });

/** What falls due with money. */
export function paymentSweeps({ engine, sql, log }: PaymentSweepOptions): readonly Sweep[] {
  const sweep = (action: AnyAction, { name = action.name, text, key, more, everyMs }: Due): Sweep => ({
    ...(everyMs !== undefined && { everyMs }),
    ...sweepRows({
      name,
      log,
      due: (after, limit) => sql.all<{ id: string }>(`due_now_${name}`, pageOfDue(text), [after, limit]),
      move: async (id, call) => Moved.parse((await engine.execute(action, call, { ...more, [key]: id })).output).moved,
    }),
  });
  return [
    sweep(retryRefund, {
      key: "refundId",
      text: `select id from refund r where status = 'failed' and next_try_at <= ${dueNow}
        and not exists (select from chargeback c
          where c.payment_id = r.payment_id and c.status in ('needs_response', 'under_review'))`,
    }),
    sweep(warnOfEvidence, {
      key: "chargebackId",
      text: `select id from chargeback where status in ('inquiry', 'needs_response') and warned_at is null
        and submitted_at is null and evidence_due_by <= ${dueNow} + interval '${warnedBefore}'`,
    }),
    // Their jobs are faster, unless they were lost or given up.
    sweep(issueInvoice, {
      name: "payments.issueReceipts",
      everyMs: 60_000,
      key: "id",
      more: { of: "payment" },
      text: `select id from payment where captured_minor > 0 and not invoiced
        and created_at < ${dueNow} - interval '1 hour'`,
    }),
    sweep(issueInvoice, {
      name: "payments.issueCreditNotes",
      everyMs: 60_000,
      key: "id",
      more: { of: "refund" },
      text: `select id from refund where status = 'succeeded' and not invoiced
        and settled_at < ${dueNow} - interval '1 hour'`,
    }),
    sweep(releasePayout, {
      key: "payoutId",
      text: `select id from payout where status in ('scheduled', 'blocked')
        and greatest(due_at, next_try_at) <= ${dueNow}`,
    }),
    sweep(retryBankPayout, {
      key: "payoutId",
      text: `select id from payout where status = 'failed' and next_try_at <= ${dueNow}`,
    }),
  ];
}
