import { ListPaymentsInput, PaymentPage } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { cursorsPort } from "../../platform/settings.ts";
import { type PaymentRow, paymentColumns, toPayment } from "./store.ts";

export const listPayments = query({
  name: "payments.list",
  summary: "Your payments, newest first: those that you make, or those for your homes.",
  input: ListPaymentsInput,
  output: PaymentPage,
  may: signedIn,
  async run(scope, { as, status, limit, cursor }) {
    const { userId } = personOf(scope.actor);
    const cursors = cursorsPort.from(scope);
    const list = `payments.list:${as}:${status ?? "all"}:${userId}`;
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const by = `${as}_${status === undefined ? "all" : "status"}` as const;
    const values = [userId, after, limit + 1, ...(status === undefined ? [] : [status])];
    const rows = await scope.sql.all<PaymentRow>(`payment_list_${by}`, texts[by], values);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map(toPayment),
      nextCursor: last ? cursors.write(list, [last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});

// The highest UUID stands for "from the start": ids are UUIDv7, so their order is that of creation.
const text = (column: "payer_id" | "payee_id", filter = "") => `select ${paymentColumns} from payment p
  where p.${column} = $1 and p.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') ${filter}
  order by p.id desc limit $3`;
const byStatus = "and p.status = $4::payment_status";

const texts = {
  guest_all: text("payer_id"),
  guest_status: text("payer_id", byStatus),
  host_all: text("payee_id"),
  host_status: text("payee_id", byStatus),
} as const;
