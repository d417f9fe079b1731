import { RoostError } from "./errors.ts";

/** What ends one attempt early. */
export interface Limits {
  /** Milliseconds; 0 for none. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs one attempt until it ends, takes too long or is aborted. The last two reject at once: tRPC ends a batch's
 * request only when every call in it is aborted.
 */
export function limited<T>(run: (signal: AbortSignal) => Promise<T>, { timeoutMs, signal }: Limits): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(aborted(signal));
      return;
    }
    const controller = new AbortController();
    const stop = (error: RoostError) => {
      release();
      reject(error);
      controller.abort(error);
    };
    const onAbort = () => stop(aborted(signal));
    const timer = isTimer(timeoutMs) ? setTimeout(() => stop(timedOut(timeoutMs)), timeoutMs) : undefined;
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    run(controller.signal).then(resolve, reject).finally(release);
  });
}

/** Waits, and rejects at once when the signal is aborted. */
export const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(aborted(signal));
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });

/** Timers count in 32 bits: a longer one, such as Infinity, would fire at once. */
const isTimer = (ms: number): boolean => ms > 0 && ms < 2 ** 31;

const timedOut = (timeoutMs: number): RoostError =>
  new RoostError("client.timeout", { message: `No answer within ${timeoutMs} ms.` });

const aborted = (signal: AbortSignal | undefined): RoostError =>
  new RoostError("client.aborted", { message: "The call was aborted.", cause: signal?.reason });
