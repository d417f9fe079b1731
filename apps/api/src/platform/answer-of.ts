import { z } from "zod";
import type { AnyAction } from "./action.ts";

/** What an action answers, as its schema promises it: fields that are not in it do not leave the house. */
export function answerOf(action: AnyAction, raw: unknown): unknown {
  const parsed = action.output.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(`the answer of ${action.name} does not fit its schema`, { cause: parsed.error });
}

/** An answer that was stored: JSON has null where there was nothing to say. */
export const storedAnswerOf = (action: AnyAction, stored: unknown): unknown =>
  action.output instanceof z.ZodVoid ? undefined : stored;
