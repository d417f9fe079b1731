import type { Answer } from "./answer.ts";
import { RoostError } from "./errors.ts";
import type { Problem } from "./generated/errors.ts";

/** The problem that a value is, if it is one. Codes are not compared: a newer server may know more. */
export function problemFrom(value: unknown): Problem | undefined {
  return isProblem(value) ? value : undefined;
}

/** The error that a problem becomes. */
export function problemError(problem: Problem, answer: Answer | undefined): RoostError {
  const { instance, retryAfter } = problem;
  const id = instance.startsWith(instancePrefix) ? instance.slice(instancePrefix.length) : "";
  return new RoostError(problem.code, {
    message: problem.detail,
    status: problem.status,
    requestId: id || answer?.requestId,
    retryAfterMs: retryAfter === undefined ? answer?.retryAfterMs : retryAfter * 1000,
    issues: problem.errors,
    details: problem.details,
  });
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const instancePrefix = "urn:request:";

const isProblem = (value: unknown): value is Problem =>
  isRecord(value) &&
  typeof value.code === "string" &&
  typeof value.detail === "string" &&
  typeof value.instance === "string" &&
  typeof value.status === "number";
