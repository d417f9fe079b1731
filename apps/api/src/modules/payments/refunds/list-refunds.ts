import { PaymentIdInput, RefundList } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { mayReadPayment } from "../get-payment.ts";
import { findPayment } from "../store.ts";
import { type RefundRow, toRefund } from "./refund-row.ts";

export const listRefunds = query({
  name: "payments.refunds",
  summary: "The refunds of a payment, for its guest, its host and operators.",
  input: PaymentIdInput,
  output: RefundList,
  load: ({ sql }, { paymentId }) => findPayment(sql, paymentId),
  may: mayReadPayment,
  async run({ sql }, _input, payment) {
    assertFound(payment);
    const rows = await sql.all<RefundRow>("refund_list", "select * from refund where payment_id = $1 order by id", [
      payment.id,
    ]);
    return { data: rows.map((row) => toRefund(row, payment)) };
  },
});
