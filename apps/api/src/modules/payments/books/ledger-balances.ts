import { type CurrencyCode, LedgerBalances, LedgerBalancesInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { onlyOperators } from "../../../platform/policies.ts";
import type { Account } from "../ledger.ts";

export const ledgerBalances = query({
  name: "admin.ledgerBalances",
  summary: "What each account of the ledger holds in each currency, now or at an instant; they sum to zero.",
  input: LedgerBalancesInput,
  output: LedgerBalances,
  may: onlyOperators,
  async run({ sql }, { at, holderId }) {
    const by = `${at === undefined ? "now" : "at"}_${holderId === undefined ? "all" : "one"}` as const;
    const rows = await sql.all<Row>(
      `ledger_balances_${by}`,
      texts[by],
      [at ?? holderId, at && holderId].filter(isGiven),
    );
    return { data: rows.map(({ account, currency, amount }) => ({ account, balance: { amount, currency } })) };
  },
});

interface Row {
  readonly account: Account;
  readonly currency: CurrencyCode;
  readonly amount: number;
}

const isGiven = (value: string | undefined) => value !== undefined;

const text = (where: string, from = "ledger_entry e") => `
  select e.account, e.currency, sum(e.amount_minor)::bigint as amount from ${from} ${where}
  group by e.account, e.currency order by e.account, e.currency`;
const dated = "ledger_entry e join ledger_transaction t on t.id = e.transaction_id";

const texts = {
  now_all: text(""),
  now_one: text("where e.account = 'host_payable' and e.holder_id = $1"),
  at_all: text("where t.at <= $1", dated),
  at_one: text("where t.at <= $1 and e.account = 'host_payable' and e.holder_id = $2", dated),
} as const;
