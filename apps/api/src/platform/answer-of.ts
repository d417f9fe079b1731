import { z } from "zod";
import type { AnyAction } from "./action.ts";
import { shapeOf } from "./answer-shape.ts";

/**
 * What an action answers, as its schema promises it: fields that are not in it do not leave the house. What a command answers
 * keeps every rule of the schema, or the command is undone; what is read has its fields and types.
 */
export function answerOf(action: AnyAction, raw: unknown): unknown {
  const parsed = z.safeParse(action.kind === "query" ? readSchemaOf(action) : action.output, raw);
  if (parsed.success) return parsed.data;
  throw new Error(`the answer of ${action.name} does not fit its schema`, { cause: parsed.error });
}

const readSchemas = new WeakMap<AnyAction, z.core.$ZodType>();

function readSchemaOf(action: AnyAction): z.core.$ZodType {
  const known = readSchemas.get(action);
  if (known) return known;
  const schema = shapeOf(action.output);
  readSchemas.set(action, schema);
  return schema;
}

/** An answer that was stored: JSON has null where there was nothing to say. */
export const storedAnswerOf = (action: AnyAction, stored: unknown): unknown =>
  action.output instanceof z.ZodVoid ? undefined : stored;
