import { type Reconciliation, ReconciliationPage, ReconciliationsInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { onlyOperators } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";

export const reconciliations = query({
  name: "admin.reconciliations",
  summary: "The comparisons of the ledger with the provider's books, newest first.",
  input: ReconciliationsInput,
  output: ReconciliationPage,
  may: onlyOperators,
  async run(scope, { limit, cursor }) {
    const cursors = cursorsPort.from(scope);
    const [after = null] = cursor === undefined ? [] : cursors.read("admin.reconciliations", cursor);
    const rows = await scope.sql.all<Reconciliation>(
      "reconciliation_list",
      `select id, provider, until, at, transactions, differences from reconciliation
       where id < coalesce($1::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by id desc limit $2`,
      [after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page,
      nextCursor: last ? cursors.write("admin.reconciliations", [last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});
