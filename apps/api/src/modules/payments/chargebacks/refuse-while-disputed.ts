import { AppError } from "../../../platform/errors.ts";
import type { Sql } from "../../../platform/sql.ts";
import { hasMoney } from "./chargeback-row.ts";

/** Refuses to give money of a payment back that a bank has taken, or withholds: no provider would do it. */
export async function refuseWhileDisputed(sql: Sql, paymentId: string): Promise<void> {
  const row = await sql.one<{ id: string; status: string }>(
    "chargeback_in_the_way",
    `select c.id, c.status from chargeback c where c.payment_id = $1 and ${hasMoney} order by c.id desc limit 1`,
    [paymentId],
  );
  if (row) throw new AppError("payment.disputed", { details: { chargebackId: row.id, status: row.status } });
}
