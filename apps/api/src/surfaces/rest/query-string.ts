import type { z } from "zod";

/** What text in an address means for one field. What it cannot mean stays text, for the schema to refuse. */
export type Decode = (raw: unknown) => unknown;

/** Built once for each field, at start, from the field's own schema. The schema itself is never changed. */
export function decoderOf(schema: z.core.$ZodType): Decode {
  const { def } = asKnown(schema)._zod;
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
    case "nullable":
    case "readonly":
    case "catch":
    case "nonoptional":
      return decoderOf(def.innerType);
    case "pipe":
      return decoderOf(def.in);
    case "number":
      return number;
    case "boolean":
      return boolean;
    case "array": {
      const element = decoderOf(def.element);
      return (raw) => (Array.isArray(raw) ? raw : [raw]).map((one) => element(one));
    }
    default:
      return asIs;
  }
}

const asIs: Decode = (raw) => raw;

const number: Decode = (raw) =>
  typeof raw === "string" && /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/.test(raw) ? Number(raw) : raw;

const boolean: Decode = (raw) => (raw === "true" ? true : raw === "false" ? false : raw);

// zod's own way from the base type to the union of all schemas.
const asKnown = (schema: z.core.$ZodType): z.core.$ZodTypes => schema as z.core.$ZodTypes;
