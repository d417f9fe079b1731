import { z } from "zod";

/** What a caller sends (defaults may be left out) or what the server answers (defaults are filled in). */
export type Side = "input" | "output";

/** Whether a field may be missing: optional, or filled in by a default on the way in. */
export const mayBeLeftOut = (field: z.core.$ZodType, side: Side): boolean =>
  (side === "input" ? field._zod.optin : field._zod.optout) !== undefined;

/** The schema that carries an id, and the id. */
export interface Owner {
  readonly id: string;
  readonly schema: z.core.$ZodType;
}

/** `.describe()` and `.min()` make copies without the id; their type is still the one that has it. */
export function ownerOfId(schema: z.core.$ZodType): Owner | undefined {
  for (let at: z.core.$ZodType | undefined = schema; at; at = at._zod.parent) {
    const id = z.globalRegistry.get(at)?.id;
    if (id) return { id, schema: at };
  }
  return undefined;
}

/** Whether callers send something else than the server answers: a default, a field left out, a conversion. */
export function sidesDiffer(schema: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (mayBeLeftOut(schema, "input") || schema instanceof z.core.$ZodPipe) return true;
  return childrenOf(schema).some((child) => sidesDiffer(child, seen));
}

function childrenOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.core.$ZodObject) return Object.values(schema._zod.def.shape);
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options;
  if (schema instanceof z.core.$ZodIntersection) return [schema._zod.def.left, schema._zod.def.right];
  if (schema instanceof z.core.$ZodTuple) return schema._zod.def.items;
  if (schema instanceof z.core.$ZodRecord) return [schema._zod.def.valueType];
  const inner = unwrap(schema);
  return inner ? [inner] : [];
}

/** The schema inside a wrapper that does not change the type itself, except by undefined or null. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodLazy) return schema._zod.innerType;
  const wraps =
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodNonOptional ||
    schema instanceof z.core.$ZodCatch ||
    schema instanceof z.core.$ZodReadonly;
  return wraps ? schema._zod.def.innerType : undefined;
}

/** The text of `.describe()`, of the schema or of what it wraps. */
export function descriptionOf(schema: z.core.$ZodType): string | undefined {
  const own = z.globalRegistry.get(schema)?.description;
  if (own) return own;
  const inner = unwrap(schema);
  return inner && descriptionOf(inner);
}
