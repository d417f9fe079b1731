import { Id } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";

/** How long before the bank decides without us the operators are told. */
export const warnedBefore = "3 days";

/** Tells the operators, once, that evidence is due soon: what is not answered is lost. */
export const warnOfEvidence = command({
  name: "payments.warnOfEvidence",
  summary: "Warn that evidence against a chargeback is due.",
  input: z.strictObject({ chargebackId: Id }),
  output: z.object({ moved: z.boolean() }),
  may: onlySystem,
  async run(scope, { chargebackId }) {
    const warned = await scope.sql.one<{ reference: string }>(
      "chargeback_warn",
      `update chargeback c set warned_at = $2 from payment p
       where c.id = $1 and p.id = c.payment_id and c.warned_at is null and c.submitted_at is null
         and c.status in ('inquiry', 'needs_response')
         and c.evidence_due_by <= $2::timestamptz + interval '${warnedBefore}'
       returning p.reference`,
      [chargebackId, scope.now],
    );
    if (warned) scope.emit("dispute.evidence_due", { chargebackId, reference: warned.reference });
    return { moved: warned !== undefined };
  },
});
