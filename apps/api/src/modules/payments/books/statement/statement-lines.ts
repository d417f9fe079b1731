import type { CurrencyCode, StatementLineKind } from "@roost/contract";
import type { Sql } from "../../../../platform/sql.ts";
import { addUp, LinePart, PaymentLine } from "../../payment-lines.ts";
import { earnedOf } from "./earned-of.ts";

/** One change of a host's balance as the ledger has it; positive is his. */
export interface Change {
  readonly at: string;
  readonly kind: StatementLineKind;
  readonly reference: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: number;
}

interface Row {
  readonly at: string;
  readonly business_key: string;
  readonly reference: string;
  readonly currency: CurrencyCode;
  readonly amount: number;
  readonly lines: unknown;
  /** What had gone back of the payment's lines when it was earned. */
  readonly gone: readonly unknown[];
}

/** More lines than anybody reads: a shorter period is asked for. */
export const mostLines = 10_000;

/** What changed a host's balance in [from, until), oldest first; at most one more than `mostLines`. */
export async function statementLines(sql: Sql, hostId: string, period: Period): Promise<readonly Change[]> {
  const rows = await sql.all<Row>("statement_lines", text, [hostId, period.from, period.until, mostLines + 1]);
  return rows.flatMap(changesOf);
}

export interface Period {
  readonly from: Date;
  readonly until: Date;
}

const kinds: Readonly<Record<string, StatementLineKind>> = {
  refund: "refund",
  refund_failed: "refund",
  transfer: "transfer",
  transfer_reversal: "reversal",
  chargeback_lost: "chargeback",
  chargeback_over: "chargeback",
  penalty: "penalty",
};

function changesOf(row: Row): readonly Change[] {
  const { at, reference, currency } = row;
  const [prefix = ""] = row.business_key.split(":");
  if (prefix !== "earn")
    return [{ at, reference, currency, kind: kinds[prefix] ?? "adjustment", amountMinor: row.amount }];
  const gone = addUp(row.gone.map((part) => LinePart.parse(part)));
  const { grossMinor, feeMinor } = earnedOf(PaymentLine.array().parse(row.lines), gone, {
    currency,
    netMinor: row.amount,
  });
  const earned: Change = { at, reference, currency, kind: "earned", amountMinor: grossMinor };
  return feeMinor === 0 ? [earned] : [earned, { ...earned, kind: "fee", amountMinor: -feeMinor }];
}

// What was booked as gone when it was earned, though some of it may have come back since.
const goneText = `
  select coalesce(jsonb_agg(part), '[]') from (
    select r.lines, 'refund' as key, ref from refund r cross join unnest(array_append(r.failed_refs, r.provider_ref)) ref
    where r.payment_id = p.id and ref is not null
    union all select c.lines, 'chargeback_lost', c.provider_ref from chargeback c where c.payment_id = p.id and c.lines is not null
  ) g cross join jsonb_array_elements(g.lines) part
  where exists (select from ledger_transaction b where b.business_key = g.key || ':' || g.ref and b.at <= t.at)
    and not exists (select from ledger_transaction b where b.business_key = g.key || '_failed:' || g.ref and b.at <= t.at)`;

const text = `
  select t.at, t.business_key, t.reference, e.currency, -sum(e.amount_minor)::bigint as amount, p.lines,
    case when t.business_key like 'earn:%' then (${goneText}) else '[]' end as gone
  from ledger_entry e
  join ledger_transaction t on t.id = e.transaction_id
  left join payment p on p.reference = t.reference
  where e.account = 'host_payable' and e.holder_id = $1 and t.at >= $2 and t.at < $3
  group by t.id, e.currency, p.id order by t.at, t.id limit $4`;
