import { type CurrencyCode, Statement, StatementInput, type StatementLine } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../../../platform/action.ts";
import { AppError, invalidField } from "../../../../platform/errors.ts";
import { personOf } from "../../../../platform/policies.ts";
import type { Sql } from "../../../../platform/sql.ts";
import { type Change, mostLines, type Period, statementLines } from "./statement-lines.ts";

export const statement = query({
  name: "payments.statement",
  summary: "Your account as a host: in each currency what you were owed, every change of it, and what you are owed.",
  input: StatementInput,
  output: Statement,
  may: isHost,
  async run({ sql, actor }, { from, to }) {
    const { userId } = personOf(actor);
    const period = periodOf(from, to);
    const [opening, changes] = await Promise.all([
      owedAt(sql, userId, period.from),
      statementLines(sql, userId, period),
    ]);
    if (changes.length > mostLines) {
      throw invalidField("to", "too_many_lines", `more than ${mostLines} lines: ask for a shorter period`);
    }
    const currencies = new Set([...opening.keys(), ...changes.map(({ currency }) => currency)]);
    return { from, to, accounts: [...currencies].toSorted().map((currency) => accountOf(currency, opening, changes)) };
  },
});

function isHost(actor: Actor | null): Verdict {
  if (actor?.kind !== "user") return "sign-in";
  return actor.roles.includes("host") ? true : new AppError("user.not_host");
}

const mostDays = 366;

function periodOf(from: string, to: string): Period {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const days = first.until(last).days + 1;
  if (days < 1) throw invalidField("to", "before_from", "must not be before from");
  if (days > mostDays) throw invalidField("to", "too_long", `must be within ${mostDays} days of from`);
  const begin = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime("UTC").epochMilliseconds);
  return { from: begin(first), until: begin(last.add({ days: 1 })) };
}

async function owedAt(sql: Sql, hostId: string, at: Date): Promise<ReadonlyMap<CurrencyCode, number>> {
  const rows = await sql.all<{ currency: CurrencyCode; amount: number }>(
    "statement_opening",
    `select e.currency, -sum(e.amount_minor)::bigint as amount
     from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where e.account = 'host_payable' and e.holder_id = $1 and t.at < $2
     group by e.currency having sum(e.amount_minor) <> 0`,
    [hostId, at],
  );
  return new Map(rows.map(({ currency, amount }) => [currency, amount]));
}

function accountOf(currency: CurrencyCode, opening: ReadonlyMap<CurrencyCode, number>, changes: readonly Change[]) {
  const money = (amount: number) => ({ amount, currency });
  const before = opening.get(currency) ?? 0;
  let balance = before;
  const lines = changes
    .filter((change) => change.currency === currency)
    .map(({ at, kind, reference: bookingId, amountMinor }): StatementLine => {
      balance += amountMinor;
      return { at, kind, bookingId, amount: money(amountMinor), balance: money(balance) };
    });
  return { currency, opening: money(before), lines, closing: money(balance) };
}
