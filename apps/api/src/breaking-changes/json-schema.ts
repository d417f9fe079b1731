import { z } from "zod";

/** The part of JSON Schema that our documents are written in; anything else is refused, not passed over. */
export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  Written.transform(({ type, ...rest }) =>
    Array.isArray(type)
      ? { anyOf: type.map((one) => (one === "null" ? { type: one } : { ...rest, type: one })) }
      : { ...rest, type },
  ),
);

const Written = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    multipleOf: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    items: JsonSchema.optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    // Of a record: every name is a string, which is no news.
    propertyNames: z.strictObject({ type: z.literal("string") }).optional(),
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    discriminator: z.unknown().optional(),
    default: z.unknown().optional(),
    description: z.string().optional(),
    title: z.string().optional(),
    deprecated: z.boolean().optional(),
    examples: z.array(z.unknown()).optional(),
  }),
);

export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly multipleOf?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly items?: JsonSchema | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly default?: unknown;
}

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** The name of the component that a schema refers to. */
export const refOf = ({ $ref }: JsonSchema): string | undefined => $ref?.replace("#/components/schemas/", "");

/** The schema itself, where it is a reference to a component. */
export function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = refOf(schema);
  if (name === undefined) return schema;
  const found = schemas[name];
  if (!found) throw new Error(`the document has no schema ${name}`);
  return found;
}
