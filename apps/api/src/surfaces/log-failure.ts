import { errorTable } from "@roost/contract";
import type { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";

/** What is broken is an error with its stack; what is only too much, or away for a while, a warning in one line. */
export function logFailure(log: Log, error: AppError, requestId: string): void {
  const { code, cause } = error;
  if (code === "internal") log.error({ err: cause ?? error, requestId, code }, "a request failed");
  else if (errorTable[code].http >= 500)
    log.warn({ requestId, code, reason: reasonOf(cause) }, "a request was put off");
}

const reasonOf = (cause: unknown): string | undefined =>
  cause instanceof Error ? cause.message.slice(0, 200) : undefined;
