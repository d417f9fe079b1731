import { Refusal } from "../refusal.ts";

export interface RefusalDetails {
  readonly code?: string;
  readonly param?: string;
}

/** A refusal of something that was understood: its idempotency key keeps it. */
export function refused(message: string, details: RefusalDetails = {}): Refusal {
  return new Refusal(400, { type: "invalid_request_error", message, ...details }, true);
}

export function balanceInsufficient(message: string): Refusal {
  return refused(message, { code: "balance_insufficient" });
}
