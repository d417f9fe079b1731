export const faultKinds = [
  "timeoutAfterEffect",
  "slow",
  "rateLimit",
  "serverError",
  "serverErrorKept",
  "serverErrorAfterEffect",
  "connectionReset",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What goes wrong with one request. */
export interface Fault {
  readonly kind: FaultKind;
  /** How long a slow request waits before it is done, and how long an answer that never comes is waited for. */
  readonly holdMs: number;
}

const SLOW_MS = 3_000;
/** Longer than clients wait, so that it is they who give up. */
const TIMEOUT_MS = 60_000;

export function faultOf(kind: FaultKind, holdMs?: number): Fault {
  return { kind, holdMs: holdMs ?? (kind === "slow" ? SLOW_MS : TIMEOUT_MS) };
}
