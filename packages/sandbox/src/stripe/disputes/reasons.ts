/** Why cards are disputed, and the code that each network has for it where it has one of its own. */
export const disputeReasons = [
  "credit_not_processed",
  "duplicate",
  "fraudulent",
  "general",
  "product_not_received",
  "product_unacceptable",
  "subscription_canceled",
  "unrecognized",
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

const INQUIRY_CODE = "10";
const visa: Partial<Record<DisputeReason, string>> = {
  credit_not_processed: "13.6",
  duplicate: "12.6.1",
  fraudulent: "10.4",
  product_not_received: "13.1",
  product_unacceptable: "13.3",
  subscription_canceled: "13.2",
};
const mastercard: Partial<Record<DisputeReason, string>> = { duplicate: "4834", fraudulent: "4837" };
const MASTERCARD_OTHER = "4853";

export function networkReasonCode(reason: DisputeReason, network: string, isInquiry: boolean): string | null {
  if (isInquiry) return INQUIRY_CODE;
  if (network === "mastercard") return mastercard[reason] ?? MASTERCARD_OTHER;
  return visa[reason] ?? null;
}

export function isDisputeReason(text: string): text is DisputeReason {
  return disputeReasons.some((reason) => reason === text);
}
