import type { Sql } from "../../../platform/sql.ts";

/** Whether the host has been paid for a reference: what is transferred, or on its way, is his, unless all came back. */
export async function isPaidOut(sql: Sql, reference: string): Promise<boolean> {
  const row = await sql.one<{ paid: boolean }>(
    "chargeback_is_paid_out",
    `select exists (select from payout where reference = $1 and purpose <> 'claim'
       and status in ('in_transit', 'paid', 'failed')) as paid`,
    [reference],
  );
  return row?.paid === true;
}
