import { AppError } from "./errors.ts";

/** To callers a thing that is not there is 404. `may` has said so before; this says it to the compiler, too. */
export function assertFound<T>(subject: T | undefined): asserts subject is T {
  if (subject === undefined) throw new AppError("not_found");
}

/** What must be there and is not is a fault of ours: `fault` goes to the log, callers hear `internal`. */
export function assertThere<T>(value: T | undefined, fault: string): asserts value is T {
  if (value === undefined) throw new Error(fault);
}
