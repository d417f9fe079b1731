import { findCharge } from "../charges.ts";
import { type Answer, type Call, type Operation, ok } from "../context.ts";
import { record } from "../events.ts";
import { list, listParameters } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import { boolean, hash, metadataParameter, text, unsettable } from "../parameters.ts";
import { findIntent } from "../payment-intents.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { TaskName } from "../time/task-name.ts";
import { decideDispute } from "./decide-dispute.ts";
import { type Dispute, type Evidence, evidenceFields, isClosed, isInquiry } from "./dispute.ts";
import { findDispute } from "./find-dispute.ts";

const LONGEST_EVIDENCE = 150_000;
const fields = evidenceFields.map((name) => unsettable(text(name, LONGEST_EVIDENCE)));
const givenEvidence = hash("evidence", fields);
const givenMetadata = unsettable(metadataParameter());
const isSubmitted = boolean("submit");
const ofCharge = text("charge");
const ofIntent = text("payment_intent");

/** Texts that Stripe, too, takes in test mode as the bank's decision. */
const decisions: Readonly<Record<string, TaskName>> = {
  winning_evidence: "dispute.win",
  losing_evidence: "dispute.lose",
  escalate_inquiry_evidence: "dispute.escalate",
};

export const disputeOperations: readonly Operation[] = [
  { method: "GET", path: "/v1/disputes", accepts: [...listParameters, ofCharge, ofIntent], run: listDisputes },
  {
    method: "GET",
    path: "/v1/disputes/{dispute}",
    accepts: [],
    run: (call) => ok(findDispute(call, call.id)),
  },
  {
    method: "POST",
    path: "/v1/disputes/{dispute}",
    accepts: [givenEvidence, givenMetadata, isSubmitted],
    run: update,
  },
  {
    method: "POST",
    path: "/v1/disputes/{dispute}/close",
    accepts: [],
    run: (call) => ok(decideDispute(call, requireOpen(findDispute(call, call.id)), "lost")),
  },
];

function listDisputes(call: Call): Answer {
  const [chargeId, intentId] = [call.parameters.get(ofCharge), call.parameters.get(ofIntent)];
  const where = {
    charge: chargeId === undefined ? undefined : findCharge(call, chargeId).id,
    payment_intent: intentId === undefined ? undefined : findIntent(call, intentId).id,
  };
  return list(call, { kind: "dispute", url: "/v1/disputes", where });
}

function update(call: Call): Answer {
  const { parameters, world } = call;
  const before = requireOpen(findDispute(call, call.id));
  const evidence = evidenceOf(call, before);
  const dispute = world.store.put<Dispute>({
    ...before,
    evidence,
    evidence_details: { ...before.evidence_details, has_evidence: hasTexts(evidence) },
    metadata: mergeMetadata(before.metadata, parameters.get(givenMetadata)),
  });
  const isGiven = parameters.get(givenEvidence) !== undefined;
  const submits = parameters.get(isSubmitted) ?? isGiven;
  const after = submits ? submit(call, dispute) : dispute;
  record(call, "charge.dispute.updated", after);
  return ok(after);
}

/** What is given is laid over what was staged before; an empty text takes a field away. */
function evidenceOf({ parameters }: Call, dispute: Dispute): Evidence {
  const given = parameters.get(givenEvidence);
  if (!given) return dispute.evidence;
  if (dispute.evidence_details.submission_count > 0 && !dispute.status.endsWith("needs_response")) {
    throw refused("The evidence of this dispute has already been submitted");
  }
  const changed = Object.fromEntries(
    fields.flatMap((field) => {
      const value = given.get(field);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
  const evidence = { ...dispute.evidence, ...changed };
  const length = Object.values(evidence).reduce(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );
  if (length <= LONGEST_EVIDENCE) return evidence;
  throw invalid(`The evidence can have up to ${LONGEST_EVIDENCE} characters in all its fields together.`, {
    param: givenEvidence.name,
  });
}

function submit(call: Call, dispute: Dispute): Dispute {
  const { evidence, evidence_details } = dispute;
  if (!evidence_details.has_evidence) throw invalid("There is no evidence to submit.", { param: givenEvidence.name });
  const submitted = call.world.store.put<Dispute>({
    ...dispute,
    evidence_details: {
      ...evidence_details,
      submission_count: evidence_details.submission_count + 1,
      submission_method: "manual",
    },
    status: isInquiry(dispute) ? "warning_under_review" : "under_review",
  });
  call.world.agenda.drop("dispute.expire", dispute.id);
  const said = evidence["uncategorized_text"];
  const decision = typeof said === "string" ? decisions[said.trim()] : undefined;
  if (decision) call.world.agenda.plan(decision, dispute.id, call.world.soon());
  return submitted;
}

function requireOpen(dispute: Dispute): Dispute {
  if (!isClosed(dispute)) return dispute;
  throw refused("This dispute is already closed");
}

function hasTexts(evidence: Evidence): boolean {
  return Object.values(evidence).some((value) => typeof value === "string");
}

function refused(message: string): Refusal {
  return new Refusal(400, { type: "invalid_request_error", message }, true);
}
