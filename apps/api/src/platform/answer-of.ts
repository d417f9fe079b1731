import type { AnyAction } from "./action.ts";

/** What an action answers, as its schema promises it: fields that are not in it do not leave the house. */
export function answerOf(action: AnyAction, raw: unknown): unknown {
  const parsed = action.output.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(`the answer of ${action.name} does not fit its schema`, { cause: parsed.error });
}
