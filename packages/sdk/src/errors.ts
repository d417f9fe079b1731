import type { ErrorCode, Issue, ProblemDetails } from "./generated/errors.ts";

/**
 * What can go wrong before the API's answer is understood:
 *
 * - `client.network`: the API could not be reached, or its answer broke off
 * - `client.timeout`: an attempt took longer than `timeoutMs`
 * - `client.aborted`: the caller's signal was aborted; `cause` is its reason
 * - `client.response`: something answered, but not the API (a proxy, a wrong address)
 * - `client.request`: the call could not be made (the token function threw, the key cannot be a header)
 */
export type ClientErrorCode =
  | "client.network"
  | "client.timeout"
  | "client.aborted"
  | "client.response"
  | "client.request";

/** Every code of a {@link RoostError}. A newer server may send codes that this version does not list. */
export type RoostErrorCode = ErrorCode | ClientErrorCode;

/** The facts of a {@link RoostError}. */
export interface RoostErrorFacts {
  readonly message: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly Issue[] | undefined;
  readonly details?: ProblemDetails | undefined;
  readonly cause?: unknown;
}

/**
 * Every failed call rejects with one of these.
 *
 * @example
 * ```ts
 * try {
 *   await client.bookings.create.mutate({ quoteId });
 * } catch (error) {
 *   if (!isRoostError(error)) throw error;
 *   switch (error.code) {
 *     case "booking.dates_unavailable":
 *       return showOtherDates();
 *     case "quote.expired":
 *       return quoteAgain(error.details.freshQuoteId);
 *     default:
 *       console.error(error.code, error.requestId);
 *   }
 * }
 * ```
 */
export class RoostError<Code extends RoostErrorCode = RoostErrorCode> extends Error {
  override readonly name = "RoostError";
  /** What went wrong, for programs: `errorTable[code]` has the API's codes. */
  readonly code: Code;
  /** The HTTP status; undefined when nothing answered. */
  readonly status: number | undefined;
  /** Quote it to support: it is in the server's log and audit trail. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What is wrong with the input, by JSON pointer; empty unless the code is about the input. */
  readonly issues: readonly Issue[];
  /** Facts to act on, for example `{ freshQuoteId }`. */
  readonly details: ProblemDetails;

  constructor(code: Code, facts: RoostErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.issues = facts.issues ?? [];
    this.details = facts.details ?? {};
  }
}

/**
 * True for a {@link RoostError}, and with a second argument only for one with that code.
 *
 * @example
 * ```ts
 * if (isRoostError(error, "auth.required")) redirectToSignIn();
 * ```
 */
export function isRoostError<Code extends RoostErrorCode = RoostErrorCode>(
  error: unknown,
  code?: Code,
): error is RoostError<Code> {
  return error instanceof RoostError && (code === undefined || error.code === code);
}
