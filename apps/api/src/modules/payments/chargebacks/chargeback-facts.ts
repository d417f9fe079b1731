import type { Sql } from "../../../platform/sql.ts";
import { findChargeback } from "./chargeback-row.ts";

/** What mails tell about a chargeback, as it stands when they are sent. */
export async function findChargebackFacts(sql: Sql, chargebackId: string) {
  const row = await findChargeback(sql, chargebackId);
  if (!row) return undefined;
  const { payee_id: hostId, status, reason, evidence_due_by: evidenceDueBy } = row;
  const amount = { amount: row.amount_minor, currency: row.currency };
  return { chargebackId, hostId, status, reason, amount, evidenceDueBy, isAbsorbed: row.absorbed_minor > 0 };
}
