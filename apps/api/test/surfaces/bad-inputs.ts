import { z } from "zod";
import type { Route } from "../../src/platform/route.ts";
import { unwrap } from "../../src/surfaces/typescript/schema-facts.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface BadInput {
  readonly what: string;
  readonly input: Fields;
  readonly pointer: string;
}

/** From an input that is right: one with a field too many, and for each field one without it and one of another type. */
export function badInputs(route: Route, right: Fields): readonly BadInput[] {
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const hasBody = route.method !== "GET" && route.method !== "DELETE";
  const wrong = Object.entries(route.action.input.shape).flatMap(([field, schema]) => {
    // One value is a list of one in an address: there, what the list holds is wrong.
    const isList = !hasBody && kernel(schema) instanceof z.core.$ZodArray;
    const pointer = `/${field}${isList ? "/0" : ""}`;
    const value = hasBody && !inPath.has(field) ? wrongInBody(schema) : wrongInAddress(schema);
    const isRequired = !inPath.has(field) && !schema.safeParse(undefined).success;
    const { [field]: _, ...without } = right;
    return [
      { what: `${field}: ${JSON.stringify(value)}`, input: { ...right, [field]: isList ? [value] : value }, pointer },
      ...(isRequired ? [{ what: `no ${field}`, input: without, pointer }] : []),
    ];
  });
  return [{ what: "an unknown field", input: { ...right, surplus: "1" }, pointer: "/surplus" }, ...wrong];
}

const kernel = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (schema instanceof z.core.$ZodPipe) return kernel(schema._zod.def.in);
  const inner = unwrap(schema);
  return inner ? kernel(inner) : schema;
};

// No number in the place of text: GraphQL's own ID takes it for text, and so refuses it by another rule.
const wrongInBody = (schema: z.core.$ZodType): unknown => {
  const inside = kernel(schema);
  if (inside instanceof z.core.$ZodBoolean) return "maybe";
  return inside instanceof z.core.$ZodNumber ? "2" : true;
};

/** In an address everything is text: what no number, no choice and no text may be. */
function wrongInAddress(schema: z.core.$ZodType): unknown {
  const inside = kernel(schema);
  if (inside instanceof z.core.$ZodNumber) return "two";
  return inside instanceof z.core.$ZodBoolean ? "maybe" : "\u0000";
}
