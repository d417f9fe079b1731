import type { Sql } from "../../../platform/sql.ts";

/** Whether a bank withholds money of a reference's payment and has not decided yet: what is left of it waits. */
export async function hasOpenChargeback(sql: Sql, reference: string): Promise<boolean> {
  const row = await sql.one<{ open: boolean }>(
    "chargeback_has_open",
    `select exists (select from chargeback c join payment p on p.id = c.payment_id
       where p.reference = $1 and c.status in ('needs_response', 'under_review')) as open`,
    [reference],
  );
  return row?.open === true;
}
