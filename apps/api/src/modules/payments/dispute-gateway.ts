import { type ChargebackEvidence, ChargebackStatus } from "@roost/contract";
import { z } from "zod";
import type { Rejected } from "./gateway.ts";

/** How a dispute stands at its provider, in our words and our minor units. */
export const DisputeState = z.object({
  disputeRef: z.string(),
  /** The provider's id of the payment, and of the charge that took it. */
  providerRef: z.string().nullable(),
  chargeRef: z.string().nullable(),
  status: ChargebackStatus,
  reason: z.string(),
  amountMinor: z.int().min(1),
  currency: z.string(),
  evidenceDueBy: z.iso.datetime().nullable(),
  isSubmitted: z.boolean(),
  openedAt: z.iso.datetime(),
  /** Every movement of our balance for it so far: below zero is taken off, above it came back; fees are kept. */
  movements: z.array(z.object({ ref: z.string(), amountMinor: z.int(), feeMinor: z.int(), currency: z.string() })),
});
export type DisputeState = z.output<typeof DisputeState>;

export interface EvidenceRequest {
  readonly key: string;
  readonly disputeRef: string;
  readonly evidence: ChargebackEvidence;
  /** Sends it to the bank, which takes it once; otherwise it waits as a draft. */
  readonly submit: boolean;
}

/** What a provider must be able to do where cardholders' banks take money back. */
export interface DisputeGateway {
  retrieveDispute(disputeRef: string): Promise<DisputeState | Rejected>;
  submitEvidence(request: EvidenceRequest): Promise<DisputeState | Rejected>;
  /** Gives the money up. Answers how it stands afterwards, also where it was decided before. */
  acceptDispute(disputeRef: string, key: string): Promise<DisputeState | Rejected>;
}
