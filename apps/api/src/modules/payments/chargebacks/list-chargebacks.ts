import { ChargebackPage, ListChargebacksInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { onlyOperators } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { type ChargebackRow, chargebackColumns, toChargeback } from "./chargeback-row.ts";

export const listChargebacks = query({
  name: "payments.chargebacks",
  summary: "Chargebacks, newest first, for operators.",
  input: ListChargebacksInput,
  output: ChargebackPage,
  may: onlyOperators,
  async run(scope, { status = null, limit, cursor }) {
    const cursors = cursorsPort.from(scope);
    const list = `payments.chargebacks:${status ?? "all"}`;
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const rows = await scope.sql.all<ChargebackRow>("chargeback_list", listText, [status, after, limit + 1]);
    const page = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    const last = page.at(-1);
    return {
      data: page.map(toChargeback),
      nextCursor: hasMore && last ? cursors.write(list, [last.id]) : null,
      hasMore,
    };
  },
});

// The highest UUID stands for "from the start": ids are UUIDv7, so their order is that of creation.
const listText = `select ${chargebackColumns}
  where ($1::chargeback_status is null or c.status = $1::chargeback_status)
    and c.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  order by c.id desc limit $3`;
