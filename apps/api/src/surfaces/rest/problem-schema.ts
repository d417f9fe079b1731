import { errorTable } from "@roost/contract";
import type { OpenApiDocument } from "./openapi.ts";

type Schema = NonNullable<NonNullable<OpenApiDocument["components"]>["schemas"]>[string];

/** What every refusal has as its body. */
export const problemSchema: Schema = {
  type: "object",
  description: "RFC 9457 problem details.",
  required: ["type", "title", "status", "detail", "instance", "code"],
  properties: {
    type: { type: "string", description: "A page about this code." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string", description: "urn:request:<the X-Request-Id>" },
    code: { type: "string", enum: Object.keys(errorTable) },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: {
          pointer: { type: "string", description: "JSON pointer to the field." },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
    details: { type: "object", additionalProperties: true },
    retryAfter: { type: "integer", description: "Seconds." },
  },
};
