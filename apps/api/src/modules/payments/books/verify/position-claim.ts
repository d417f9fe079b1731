import type { CurrencyCode } from "@roost/contract";
import type { Sql } from "../../../../platform/sql.ts";
import { type Account, type PaymentFacts, positionOf } from "../../ledger.ts";
import { addUp, LinePart, PaymentLine } from "../../payment-lines.ts";
import type { Claim, Counterexample } from "./claim.ts";

const chunk = 500;

/** The heart of it: what the pure rules make of a payment's rows is what the ledger holds, booking by booking. */
export const positionClaim: Claim = {
  name: "positions",
  sentence: "What payments, refunds, chargebacks and payouts say is what the ledger holds for each booking.",
  async check(sql) {
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const rows = await readChunk(sql, after);
      const wrong = rows.map(compare).filter((found) => found !== undefined);
      if (wrong.length > 0) return wrong.slice(0, 5);
      const last = rows.at(-1);
      if (!last || rows.length < chunk) return [];
      after = last.id;
    }
  },
};

/** A payment with everything that moved its money, and what is booked for its reference; one snapshot. */
export interface MoneyRow {
  readonly id: string;
  readonly reference: string;
  readonly payee_id: string;
  readonly currency: CurrencyCode;
  readonly settle_currency: CurrencyCode;
  readonly lines: unknown;
  readonly captured_minor: number;
  readonly is_earned: boolean;
  /** Parts of lines that went back by refunds and lost chargebacks. */
  readonly gone: readonly unknown[];
  /** Taken off our balance by banks, and not brought back. */
  readonly withdrawn_minor: number;
  /** Of chargebacks that were lost: what they took in all, on lines, and beyond what was left. */
  readonly lost_minor: number;
  readonly lost_lines_minor: number;
  readonly lost_over_minor: number;
  readonly transfers: readonly { readonly currency: CurrencyCode; readonly amount: number }[];
  readonly booked: readonly { readonly account: Account; readonly currency: CurrencyCode; readonly amount: number }[];
}

const readChunk = (sql: Sql, after: string): Promise<MoneyRow[]> =>
  sql.all<MoneyRow>("verify_positions", text, [after, chunk]);

const text = `
  select p.id, p.reference, p.payee_id, p.currency, p.settle_currency, p.lines, p.captured_minor,
    p.earned_at is not null as is_earned,
    coalesce((select jsonb_agg(part) from (
      select jsonb_array_elements(r.lines) as part from refund r
      where r.payment_id = p.id and r.provider_ref is not null and r.status in ('pending', 'succeeded')
      union all select jsonb_array_elements(c.lines) from chargeback c where c.payment_id = p.id and c.status = 'lost') g), '[]') as gone,
    c.withdrawn_minor, c.lost_minor, c.lost_over_minor,
    coalesce((select sum((part ->> 'amountMinor')::bigint) from chargeback c, jsonb_array_elements(c.lines) part
      where c.payment_id = p.id and c.status = 'lost'), 0)::bigint as lost_lines_minor,
    coalesce((select jsonb_agg(jsonb_build_object('currency', o.currency, 'amount', o.transferred_minor - o.reversed_minor))
      from payout o where o.reference = p.reference and o.transferred_minor > 0), '[]') as transfers,
    coalesce((select jsonb_agg(b) from (
      select e.account, e.currency, sum(e.amount_minor) as amount
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
      where t.reference = p.reference group by 1, 2) b), '[]') as booked
  from payment p cross join lateral (
    select coalesce(sum(withdrawn_minor), 0)::bigint as withdrawn_minor,
      coalesce(sum(amount_minor) filter (where status = 'lost'), 0)::bigint as lost_minor,
      coalesce(sum(over_minor) filter (where status = 'lost'), 0)::bigint as lost_over_minor
    from chargeback where payment_id = p.id) c
  where p.id > $1 order by p.id limit $2`;

/** Where accounts stand for each other, they are compared together. */
const together: Readonly<Partial<Record<Account, string>>> = {
  // What the provider kept for itself it tells on its own.
  provider_fees: "provider_clearing and provider_fees",
  provider_clearing: "provider_clearing and provider_fees",
  // Whether a host or the platform bears a loss depends on when he was paid.
  host_payable: "host_payable, platform_loss and penalties",
  platform_loss: "host_payable, platform_loss and penalties",
  penalties: "host_payable, platform_loss and penalties",
};

/** What is expected beside what is booked, where the two are apart. */
function compare(row: MoneyRow): Counterexample | undefined {
  const [expected, booked] = [sumUp(expectedOf(row)), sumUp(row.booked)];
  const apart = [...new Set([...expected.keys(), ...booked.keys()])].filter(
    (key) => (expected.get(key) ?? 0) !== (booked.get(key) ?? 0),
  );
  if (apart.length === 0) return undefined;
  const told = apart.map((key) => ({ account: key, expected: expected.get(key) ?? 0, booked: booked.get(key) ?? 0 }));
  return { payment: row.id, reference: row.reference, apart: told };
}

type Sum = MoneyRow["booked"][number];

function expectedOf(row: MoneyRow): readonly Sum[] {
  const { currency } = row;
  const facts: PaymentFacts = {
    payeeId: row.payee_id,
    lines: PaymentLine.array().parse(row.lines),
    currency,
    settleCurrency: row.settle_currency,
  };
  const goneBack = addUp(row.gone.map((part) => LinePart.parse(part)));
  const position = positionOf(facts, { capturedMinor: row.captured_minor, goneBack, isEarned: row.is_earned });
  return [
    ...position.map((entry): Sum => ({ account: entry.account, currency: entry.currency, amount: entry.amountMinor })),
    // A bank takes from our balance when it begins; that it has gone back to the guest is known at the end.
    { account: "provider_clearing", currency, amount: row.lost_lines_minor - row.withdrawn_minor },
    { account: "dispute_reserve", currency, amount: row.withdrawn_minor - row.lost_minor },
    { account: "platform_loss", currency, amount: row.lost_over_minor },
    ...row.transfers.flatMap((transfer): readonly Sum[] => [
      { account: "host_payable", ...transfer },
      { account: "provider_clearing", currency: transfer.currency, amount: -transfer.amount },
    ]),
  ];
}

function sumUp(sums: readonly Sum[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { account, currency, amount } of sums) {
    const key = `${together[account] ?? account} ${currency}`;
    totals.set(key, (totals.get(key) ?? 0) + amount);
  }
  return totals;
}
