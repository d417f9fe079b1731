import { z } from "zod";
import { Id, Instant, text } from "./fields.ts";
import { Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

/**
 * How a chargeback stands. An `inquiry` takes no money: it ends (`closed`) or becomes a chargeback. From
 * `needs_response` on the bank has the money, until it is `won`; what is `lost` does not come back.
 */
export const ChargebackStatus = z
  .enum(["inquiry", "needs_response", "under_review", "won", "lost", "closed"])
  .meta({ id: "ChargebackStatus" });
export type ChargebackStatus = z.output<typeof ChargebackStatus>;

/** Texts that a bank reads; the names are the provider's. */
const evidenceFields = {
  accessActivityLog: text(20_000).optional().describe("What shows that the guest was there: door codes, messages."),
  billingAddress: text(20_000).optional(),
  cancellationPolicyDisclosure: text(20_000).optional().describe("How and when the guest was shown the policy."),
  cancellationRebuttal: text(20_000).optional().describe("Why the booking was not cancelled as the guest says."),
  customerEmailAddress: text(320).optional(),
  customerName: text(500).optional(),
  customerPurchaseIp: text(100).optional(),
  duplicateChargeExplanation: text(20_000).optional(),
  duplicateChargeId: text(255).optional(),
  productDescription: text(20_000).optional().describe("The home and the stay that were sold."),
  refundPolicyDisclosure: text(20_000).optional(),
  refundRefusalExplanation: text(20_000).optional(),
  serviceDate: text(100).optional().describe("When the stay was, in words or dates."),
  uncategorizedText: text(20_000).optional().describe("Everything else."),
} as const;

/** What was written for the bank so far. */
export const ChargebackEvidence = z.object(evidenceFields).meta({ id: "ChargebackEvidence" });
export type ChargebackEvidence = z.output<typeof ChargebackEvidence>;

/** The most characters that a provider takes as evidence, in all fields together. */
export const maxEvidenceLength = 150_000;

/** Money that a cardholder's bank takes back, or asks about, as operators see it. */
export const Chargeback = z
  .object({
    id: Id,
    paymentId: Id,
    bookingId: Id,
    providerRef: z.string().describe("The provider's own id, for example du_…"),
    status: ChargebackStatus,
    reason: z.string().describe("The network's reason in the provider's word, for example fraudulent."),
    amount: Money.describe("What the bank takes, or asks about."),
    over: Money.describe("Of it, what was not left of the payment: lost, the platform bears it."),
    fee: Money.describe("What the provider keeps for it, won or lost."),
    absorbed: Money.describe("The host's part that the platform bears, since he was paid when it was lost."),
    evidence: ChargebackEvidence,
    evidenceDueBy: Instant.nullable(),
    submittedAt: Instant.nullable().describe("When the evidence went to the bank; it takes it once."),
    openedAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: "Chargeback" });
export type Chargeback = z.output<typeof Chargeback>;

/** Chargebacks, newest first. */
export const ListChargebacksInput = z.strictObject({ status: ChargebackStatus.optional(), ...pageInput });

/** A page of chargebacks. */
export const ChargebackPage = pageOf(Chargeback, "ChargebackPage");

/** A chargeback, by its id. */
export const ChargebackIdInput = z.strictObject({ chargebackId: Id });

/**
 * Writes evidence, over what was written before. `submit` sends all of it to the bank, which takes it once; without,
 * it is kept as a draft. Refused: 409 `chargeback.state` with the status, 422 `chargeback.refused` with the provider's
 * words; 503 `payment.provider_unavailable` means that it goes on.
 */
export const SubmitEvidenceInput = z.strictObject({
  chargebackId: Id,
  evidence: z.strictObject(evidenceFields).meta({ id: "ChargebackEvidenceInput" }).default({}),
  submit: z.boolean().describe("true sends it to the bank, once; false keeps a draft."),
});
