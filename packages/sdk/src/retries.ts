import type { RoostError } from "./errors.ts";
import { roostErrorOf } from "./failure.ts";
import { pause } from "./limits.ts";

/** How often, and until when, a call is tried again. */
export interface RetryLimits {
  readonly retries: number;
  readonly signal: AbortSignal | undefined;
}

/** Tries until it works, the failure is final, or the retries are used up; rejects with a RoostError. */
export async function withRetries<T>(attempt: () => Promise<T>, { retries, signal }: RetryLimits): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = roostErrorOf(thrown);
      const delayMs = tried < retries ? retryDelayMs(error, tried, Math.random) : undefined;
      if (delayMs === undefined) throw error;
      await pause(delayMs, signal);
    }
  }
}

/**
 * How long to wait before the next try, or undefined when the failure is final. Full jitter spreads clients that
 * failed together; a Retry-After is kept, and one above the cap is left to the caller to act on.
 */
export function retryDelayMs(error: RoostError, tried: number, random: () => number): number | undefined {
  if (!isTransient(error)) return undefined;
  const jitter = random() * Math.min(maxBackoffMs, firstBackoffMs * 2 ** tried);
  if (error.retryAfterMs === undefined) return jitter;
  return error.retryAfterMs > maxRetryAfterMs ? undefined : error.retryAfterMs + jitter;
}

const firstBackoffMs = 500;
const maxBackoffMs = 8_000;
const maxRetryAfterMs = 30_000;

function isTransient({ code, status = 0 }: RoostError): boolean {
  if (code === "client.network" || code === "client.timeout" || code === "idempotency.running") return true;
  return status === 408 || status === 429 || status >= 500;
}
