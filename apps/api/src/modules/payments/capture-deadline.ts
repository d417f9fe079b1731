import type { Sql } from "../../platform/sql.ts";

/**
 * Until when what is authorized for a reference can be captured, in domain time; null where the provider does not say.
 * The provider counts in real time, which the sandbox's clock may be ahead of.
 */
export async function findCaptureDeadline(sql: Sql, reference: string): Promise<Date | null> {
  const row = await sql.one<{ capture_by: string | null }>(
    "payment_capture_deadline",
    "select capture_by + (roost_now() - now()) as capture_by from payment where reference = $1",
    [reference],
  );
  return row?.capture_by ? new Date(row.capture_by) : null;
}
