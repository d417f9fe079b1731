import { type ErrorCode, errorTable, type Issue, type ProblemDetails } from "@roost/contract";
import type { z } from "zod";

export interface AppErrorOptions {
  /** A sentence for the caller; the code's title where absent. */
  readonly detail?: string;
  readonly issues?: readonly Issue[];
  readonly details?: ProblemDetails;
  readonly retryAfterSeconds?: number;
  /** For the log only; never rendered. */
  readonly cause?: unknown;
}

/** The one error that callers are meant to see; everything else becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly details: ProblemDetails | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? errorTable[code].title, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.issues = options.issues ?? [];
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Parses `raw`, or refuses with one issue for each offending place. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return result.data;
  const issues = issuesOf(result.error.issues);
  throw new AppError("request.invalid", { issues, detail: sentence(issues) });
}

/** One issue for each offending place: an unknown key points at the key itself, a union at its best branch. */
export function issuesOf(found: readonly z.core.$ZodIssue[], base: readonly PropertyKey[] = []): Issue[] {
  return found.flatMap((issue): Issue[] => {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        pointer: pointer([...path, key]),
        code: "unknown_field",
        detail: "This field is not known.",
      }));
    }
    if (issue.code === "invalid_union") {
      const best = [...issue.errors].sort((a, b) => a.length - b.length)[0];
      if (best) return issuesOf(best, path);
    }
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    return [{ pointer: pointer(path), code: missing ? "required" : issue.code, detail: issue.message }];
  });
}

/** JSON pointer, RFC 6901. */
export const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** A refusal that points at one field. */
export const invalidField = (field: string, code: string, detail: string): AppError =>
  new AppError("request.invalid", { detail: `/${field}: ${detail}`, issues: [{ pointer: `/${field}`, code, detail }] });

function sentence(issues: readonly Issue[]): string {
  const [first] = issues;
  if (!first) return errorTable["request.invalid"].title;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return `${first.pointer === "" ? "The request" : first.pointer}: ${first.detail}${more}`;
}
