import type { Actor, Verdict } from "./action.ts";
import { AppError } from "./errors.ts";

/** Lets a call pass, or throws what the verdict means to this actor. */
export function allow(verdict: Verdict, actor: Actor | null): void {
  if (verdict === true) return;
  if (verdict === "hidden") throw new AppError("not_found");
  if (verdict === "forbidden") throw new AppError("permission.denied");
  if (verdict === "sign-in") throw new AppError(actor === null ? "auth.required" : "permission.denied");
  throw verdict;
}
