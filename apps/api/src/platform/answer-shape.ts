import { z } from "zod";

/**
 * The fields of a schema and their types, without what else it asks of them: no length, pattern or range. Whatever was stored
 * by the rules of its time can be read, and a read costs a quarter of the whole check.
 */
export function shapeOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, shapeOf(field)]);
    return schema.clone({ ...schema.def, shape: Object.fromEntries(fields), checks: [] });
  }
  if (schema instanceof z.ZodArray) return z.array(shapeOf(schema.element));
  if (schema instanceof z.ZodNullable) return z.nullable(shapeOf(schema.unwrap()));
  if (schema instanceof z.ZodOptional) return z.optional(shapeOf(schema.unwrap()));
  if (schema instanceof z.ZodDefault) return schema.clone({ ...schema.def, innerType: shapeOf(schema.unwrap()) });
  // Clients in other languages read an integer as one.
  if (schema instanceof z.ZodNumber) return schema.isInt ? z.int() : z.number();
  if (schema instanceof z.core.$ZodString) return z.string();
  return schema;
}
