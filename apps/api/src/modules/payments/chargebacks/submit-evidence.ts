import { Chargeback, ChargebackEvidence, maxEvidenceLength, SubmitEvidenceInput } from "@roost/contract";
import { z } from "zod";
import { type ProviderWork, providerCommand } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { invalidField } from "../../../platform/errors.ts";
import type { DisputeState } from "../dispute-gateway.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { type ChargebackRow, evidenceOf } from "./chargeback-row.ts";
import { finishAtProvider, lockChargeback, wrongState } from "./chargeback-work.ts";
import { mayHandle } from "./get-chargeback.ts";

const EvidenceIntent = z.object({
  chargebackId: z.uuid(),
  reference: z.uuid(),
  disputeRef: z.string(),
  evidence: ChargebackEvidence,
  submit: z.boolean(),
});

export const evidenceWork: ProviderWork<typeof EvidenceIntent, DisputeState | Rejected> = {
  name: "payments.submitEvidence",
  intent: EvidenceIntent,
  call: ({ house, key }, { disputeRef, evidence, submit }) =>
    gatewayPort.from({ house }).submitEvidence({ key, disputeRef, evidence, submit }),
  finish: finishAtProvider,
};

export const submitEvidence = providerCommand({
  name: "payments.submitEvidence",
  summary: "Write evidence against a chargeback, as a draft or for the bank.",
  input: SubmitEvidenceInput,
  output: Chargeback,
  load: (scope, { chargebackId }) => lockChargeback(scope, chargebackId),
  may: mayHandle,
  async begin(scope, { evidence: given, submit }, row) {
    assertFound(row);
    refuseUnlessAsked(row);
    // All of it each time: a draft that the provider never got would be missing there.
    const evidence = { ...evidenceOf(row), ...given };
    refuseUnlessReadable(evidence);
    await scope.sql.run("chargeback_evidence", "update chargeback set evidence = $2 where id = $1", [
      row.id,
      JSON.stringify(evidence),
    ]);
    return { chargebackId: row.id, reference: row.reference, disputeRef: row.provider_ref, evidence, submit };
  },
  work: evidenceWork,
});

function refuseUnlessAsked(row: ChargebackRow): void {
  const isAsked = row.status === "needs_response" || (row.status === "inquiry" && row.submitted_at === null);
  if (!isAsked) throw wrongState(row, "The bank takes no evidence (any more).");
}

function refuseUnlessReadable(evidence: ChargebackEvidence): void {
  const texts = Object.values(evidence).filter((text) => text !== undefined);
  if (texts.length === 0) throw invalidField("evidence", "required", "Write at least one text.");
  if (texts.reduce((sum, text) => sum + text.length, 0) > maxEvidenceLength) {
    throw invalidField("evidence", "too_big", `All texts together have ${maxEvidenceLength} characters at most.`);
  }
}
