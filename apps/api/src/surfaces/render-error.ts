import { type ErrorCode, errorTable, type Problem } from "@roost/contract";
import { fromDatabase } from "../platform/database-errors.ts";
import { AppError, type AppErrorOptions } from "../platform/errors.ts";

export interface ProblemContext {
  readonly origin: string;
  readonly requestId: string;
}

/** Whatever was thrown, as the problem that a caller may see; what is not meant to be seen becomes `internal`. */
export function problemOf(thrown: unknown, { origin, requestId }: ProblemContext): Problem {
  const error = asAppError(thrown);
  const { http, title } = errorTable[error.code];
  return {
    type: `${origin}/errors/${error.code}`,
    title,
    status: http,
    detail: error.code === "internal" ? title : error.message,
    instance: `urn:request:${requestId}`,
    code: error.code,
    ...(error.issues.length > 0 && { errors: error.issues }),
    ...(error.details && { details: error.details }),
    ...(error.retryAfterSeconds !== undefined && { retryAfter: error.retryAfterSeconds }),
  };
}

/** The error of ours that something thrown stands for. */
export function asAppError(thrown: unknown): AppError {
  const known = fromDatabase(thrown);
  if (known instanceof AppError) return known;
  const status = statusOf(thrown);
  if (status !== undefined && status < 500)
    return new AppError(codeOf[status] ?? "request.invalid", clientFault(thrown));
  return new AppError(status === 503 ? "service.unavailable" : "internal", { cause: thrown });
}

const codeOf: Readonly<Record<number, ErrorCode>> = {
  404: "not_found",
  405: "request.method_not_allowed",
  413: "request.too_large",
  415: "request.unsupported_media_type",
  429: "rate.limited",
};

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== "object" || thrown === null || !("statusCode" in thrown)) return undefined;
  return typeof thrown.statusCode === "number" ? thrown.statusCode : undefined;
}

/** Fastify's own words about a request that it could not read; they quote nothing of the server. */
function clientFault(thrown: unknown): AppErrorOptions {
  if (statusOf(thrown) === 414) return { detail: "A part of the address is too long.", cause: thrown };
  const isReadable = thrown instanceof Error && statusOf(thrown) === 400;
  return isReadable ? { detail: thrown.message, cause: thrown } : { cause: thrown };
}
