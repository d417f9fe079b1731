import type { Session } from "./generated/router.ts";
import { isRecord } from "./problem.ts";

/** What a mutation did to the caller's session: a new one, null when it ended, undefined when nothing changed. */
export function sessionAfter(path: string, answer: unknown): Session | null | undefined {
  if (path === "auth.signOut") return null;
  return isRecord(answer) && isSession(answer.session) ? answer.session : undefined;
}

const isSession = (value: unknown): value is Session =>
  isRecord(value) &&
  typeof value.id === "string" &&
  typeof value.token === "string" &&
  typeof value.expiresAt === "string";
