import type { ErrorCode } from "./errors.ts";

/** One thing that is wrong with a request: the place, the rule, and a sentence for people. */
export interface Issue {
  /** JSON pointer (RFC 6901) into the request's input, for example `/guests/adults`. */
  readonly pointer: string;
  /** The broken rule, for example `required`, `unknown_field`, `too_small`. */
  readonly code: string;
  readonly detail: string;
}

/** Facts about a refusal that a program can act on, for example `{ freshQuoteId }`. */
export type ProblemDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** RFC 9457 problem details: the body of every refused REST call, and `data.problem` of a tRPC error. */
export interface Problem {
  /** A page about this code, served by the API. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `urn:request:<request id>`, the same id as in the X-Request-Id header and in the log. */
  readonly instance: string;
  readonly code: ErrorCode;
  readonly errors?: readonly Issue[];
  readonly details?: ProblemDetails;
  /** Seconds after which a retry makes sense; also in the Retry-After header. */
  readonly retryAfter?: number;
}
