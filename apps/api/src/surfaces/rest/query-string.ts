import { z } from "zod";
import { unwrap } from "../typescript/schema-facts.ts";

/** What text in an address means for one field. What it cannot mean stays text, for the schema to refuse. */
export type Decode = (raw: unknown) => unknown;

/** Built once for each field, at start, from the field's own schema. The schema itself is never changed. */
export function decoderOf(schema: z.core.$ZodType): Decode {
  if (schema instanceof z.core.$ZodNumber) return number;
  if (schema instanceof z.core.$ZodBoolean) return boolean;
  if (schema instanceof z.core.$ZodPipe) return decoderOf(schema._zod.def.in);
  if (schema instanceof z.core.$ZodArray) {
    const element = decoderOf(schema._zod.def.element);
    return (raw) => (Array.isArray(raw) ? raw : [raw]).map((one) => element(one));
  }
  const inner = unwrap(schema);
  return inner ? decoderOf(inner) : asIs;
}

const asIs: Decode = (raw) => raw;

const number: Decode = (raw) =>
  typeof raw === "string" && /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/.test(raw) ? Number(raw) : raw;

const boolean: Decode = (raw) => (raw === "true" ? true : raw === "false" ? false : raw);
