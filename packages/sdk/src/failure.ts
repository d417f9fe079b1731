import { isTRPCClientError } from "@trpc/client";
import { Answer, headOf } from "./answer.ts";
import { RoostError } from "./errors.ts";
import type { AppRouter } from "./generated/router.ts";
import { problemError, problemFrom } from "./problem.ts";

/** The one error that callers see, of whatever a call threw. */
export function roostErrorOf(thrown: unknown): RoostError {
  if (thrown instanceof RoostError) return thrown;
  if (!isTRPCClientError<AppRouter>(thrown)) return unsendable(thrown);
  if (thrown.cause instanceof RoostError) return thrown.cause;
  const answer = thrown.meta?.response instanceof Answer ? thrown.meta.response : undefined;
  const problem = problemFrom(thrown.data?.problem);
  if (problem) return problemError(problem, answer);
  if (!answer) return unsendable(thrown.cause ?? thrown);
  return new RoostError("client.response", {
    message: `The answer (HTTP ${answer.status}) cannot be understood.`,
    ...headOf(answer),
    cause: thrown,
  });
}

const unsendable = (cause: unknown): RoostError =>
  new RoostError("client.request", { message: "The call could not be sent.", cause });
