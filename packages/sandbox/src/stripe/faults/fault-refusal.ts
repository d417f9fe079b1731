import { Refusal } from "../refusal.ts";
import type { FaultKind } from "./fault.ts";

const FAILED = "An unknown error occurred on the server's side. (The sandbox was told to fail.)";

/** The error that a fault answers with, where it does. */
export function faultRefusal(kind: FaultKind): Refusal | undefined {
  if (kind === "rateLimit") {
    const message =
      "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.";
    return new Refusal(429, { type: "invalid_request_error", code: "rate_limit", message });
  }
  if (kind === "serverError") return new Refusal(500, { type: "api_error", message: FAILED });
  if (kind === "serverErrorKept" || kind === "serverErrorAfterEffect") {
    return new Refusal(500, { type: "api_error", message: FAILED }, true);
  }
  return undefined;
}
