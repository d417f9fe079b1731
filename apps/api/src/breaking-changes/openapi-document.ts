import { z } from "zod";
import { JsonSchema, type Schemas } from "./json-schema.ts";

const Content = z.record(z.string(), z.object({ schema: JsonSchema }));

const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: JsonSchema }))
    .default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ headers: z.record(z.string(), z.unknown()).default({}), content: Content.default({}) }),
  ),
});

const Document = z.object({
  servers: z.array(z.object({ url: z.string() })).default([]),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), JsonSchema) }),
});

/** One operation, with the address that it has. */
export interface Operation extends z.output<typeof Operation> {
  /** For example `POST /bookings`. */
  readonly line: string;
}

export interface OpenApi {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly schemas: Schemas;
  readonly servers: readonly { readonly url: string }[];
}

/** Our own OpenAPI document, read back; what the comparison would not understand is refused. */
export function readOpenApi(text: string): OpenApi {
  const { paths, components, servers } = Document.parse(JSON.parse(text));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const line = `${method.toUpperCase()} ${path}`;
      return [operation.operationId, { ...operation, line }] as const;
    }),
  );
  return { operations: new Map(operations), schemas: components.schemas, servers };
}
