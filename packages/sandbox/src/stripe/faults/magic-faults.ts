import type { FaultKind } from "./fault.ts";

/** Payment methods of the sandbox's own: they pay as `pm_card_visa`, but the first requests that name them go wrong. */
export const magicFaults: ReadonlyMap<string, { readonly kind: FaultKind; readonly times: number }> = new Map([
  ["pm_sandbox_timeoutAfterEffect", { kind: "timeoutAfterEffect", times: 1 }],
  ["pm_sandbox_slow", { kind: "slow", times: 1 }],
  ["pm_sandbox_rateLimited", { kind: "rateLimit", times: 1 }],
  // Twice, because the SDK repeats a request by itself once unless it is told otherwise.
  ["pm_sandbox_serverError", { kind: "serverError", times: 2 }],
  ["pm_sandbox_serverErrorKept", { kind: "serverErrorKept", times: 1 }],
  ["pm_sandbox_serverErrorAfterEffect", { kind: "serverErrorAfterEffect", times: 1 }],
  ["pm_sandbox_connectionReset", { kind: "connectionReset", times: 2 }],
]);
