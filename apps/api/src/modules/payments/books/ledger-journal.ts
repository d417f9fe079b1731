import { LedgerJournal, LedgerJournalInput, type LedgerTransaction } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { onlyOperators } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";

export const ledgerJournal = query({
  name: "admin.ledgerJournal",
  summary: "The ledger's transactions with their entries, newest first.",
  input: LedgerJournalInput,
  output: LedgerJournal,
  may: onlyOperators,
  async run(scope, { limit, cursor, ...filter }) {
    const cursors = cursorsPort.from(scope);
    const list = `admin.ledgerJournal:${JSON.stringify(filter)}`;
    const after = cursor === undefined ? undefined : cursors.read(list, cursor);
    const { name, text, values } = statementOf({ ...filter, after });
    const rows = await scope.sql.all<Row>(name, text, [limit + 1, ...values]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map(({ business_key: businessKey, ...row }) => ({ ...row, businessKey })),
      nextCursor: last ? cursors.write(list, [last.at, last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});

interface Row extends Omit<LedgerTransaction, "businessKey"> {
  readonly business_key: string;
}

const conditions = {
  reference: (place: string) => `t.reference = ${place}`,
  account: (place: string) =>
    `exists (select from ledger_entry e where e.transaction_id = t.id and e.account = ${place})`,
  holderId: (place: string) =>
    `exists (select from ledger_entry e where e.transaction_id = t.id and e.holder_id = ${place})`,
  from: (place: string) => `t.at >= ${place}`,
  to: (place: string) => `t.at < ${place}`,
  after: (at: string, id: string) => `(t.at, t.id) < (${at}::timestamptz, ${id}::uuid)`,
} as const;

/** Only what is asked for is in the text, so that Postgres can use the index that fits it. */
function statementOf(filter: Readonly<Record<string, unknown>>) {
  const asked = Object.entries(conditions).filter(([name]) => filter[name] !== undefined);
  const values: unknown[] = [];
  const wheres = asked.map(([name, condition]) => {
    const given = [filter[name]].flat();
    const places = given.map((_value, index) => `$${values.length + index + 2}`);
    values.push(...given);
    return condition(places[0] ?? "", places[1] ?? "");
  });
  const where = wheres.length === 0 ? "" : `where ${wheres.join(" and ")}`;
  return {
    name: ["ledger_journal", ...asked.map(([name]) => name)].join("_"),
    text: `select t.id, t.business_key, t.reference, t.source, t.at, (
        select jsonb_agg(jsonb_build_object('account', e.account, 'holderId', e.holder_id,
          'amount', jsonb_build_object('amount', e.amount_minor, 'currency', e.currency)) order by e.amount_minor desc, e.account)
        from ledger_entry e where e.transaction_id = t.id) as entries
      from ledger_transaction t ${where} order by t.at desc, t.id desc limit $1`,
    values,
  };
}
