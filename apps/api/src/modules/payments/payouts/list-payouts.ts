import { ListPayoutsInput, PayoutPage } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { isAdmin, personOf } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { isHost } from "./payout-account.ts";
import { type PayoutRow, toPayout } from "./payout-row.ts";

export const listPayouts = query({
  name: "payments.payouts",
  summary: "Your payouts, newest first; for operators everybody's.",
  input: ListPayoutsInput,
  output: PayoutPage,
  may: (actor) => (isAdmin(actor) ? true : isHost(actor)),
  async run(scope, { limit, cursor, status = null }) {
    const isOperator = isAdmin(scope.actor);
    const payee = isOperator ? null : personOf(scope.actor).userId;
    const cursors = cursorsPort.from(scope);
    const list = `payments.payouts:${payee ?? "all"}:${status ?? "any"}`;
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const rows = await (payee === null
      ? scope.sql.all<PayoutRow>("payout_list_all", allText, [status, after, limit + 1])
      : scope.sql.all<PayoutRow>("payout_list_own", ownText, [status, after, limit + 1, payee]));
    const page = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    const last = page.at(-1);
    return {
      data: page.map((row) => toPayout(row, { isOperator })),
      nextCursor: hasMore && last ? cursors.write(list, [last.id]) : null,
      hasMore,
    };
  },
});

// The highest UUID stands for "from the start": ids are UUIDv7, so their order is that of creation.
const conditions = `($1::payout_status is null or status = $1::payout_status)
  and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')`;
const allText = `select * from payout where ${conditions} order by id desc limit $3`;
const ownText = `select * from payout where payee_id = $4 and ${conditions} order by id desc limit $3`;
