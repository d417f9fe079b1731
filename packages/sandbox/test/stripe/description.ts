import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { isRecord } from "../../src/stripe/guards.ts";
import { newerFields } from "./differences.ts";

/** Stripe's description as JSON schemas that refuse every field which it does not document. */
export function openDescription() {
  const description = record(JSON.parse(readFileSync(new URL("stripe-openapi.json", import.meta.url), "utf8")));
  const schemas = record(record(description["components"])["schemas"]);
  const paths = record(description["paths"]);
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { "unix-time": { type: "number", validate: isRecent } },
  });
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(record(strict(schema, newerFields[name])), `#/components/schemas/${name}`);
  }
  const compiled = new Map<string, ValidateFunction>();
  const check = (name: string, schema: unknown, value: unknown): string[] => {
    const validate = compiled.get(name) ?? ajv.compile(record(strict(schema)));
    compiled.set(name, validate);
    validate(value);
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
    );
  };
  const operation = (method: string, path: string) => record(record(paths[path])[method.toLowerCase()]);

  return {
    /** What the answer of an operation has against its schema. */
    answerFaults: (method: string, path: string, value: unknown) =>
      check(`${method} ${path}`, operation(method, path)["answer"], value),
    schemaFaults: (name: string, value: unknown) => check(name, { $ref: `#/components/schemas/${name}` }, value),
    /** The parameters of an operation, or of a hash among them, by name. */
    parameters: (method: string, path: string, within?: string): Record<string, unknown> => {
      const named = record(operation(method, path)["parameters"]);
      return within === undefined ? named : fieldsOf(named[within]);
    },
  };
}

/** `nullable` as JSON Schema says it, and objects closed against other fields. */
function strict(schema: unknown, more: Readonly<Record<string, string>> = {}): unknown {
  if (Array.isArray(schema)) return schema.map((item) => strict(item));
  if (!isRecord(schema)) return schema;
  const { nullable, properties, ...rest } = schema;
  const closed: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === "required" || key === "enum" ? value : strict(value)]),
  );
  if (isRecord(properties)) {
    const documented = Object.entries(properties).map(([name, property]) => [name, strict(property)]);
    const newer = Object.keys(more).map((name) => [name, {}]);
    closed["properties"] = Object.fromEntries([...documented, ...newer]);
    closed["additionalProperties"] ??= false;
  }
  return nullable === true ? { anyOf: [closed, { type: "null" }] } : closed;
}

function fieldsOf(schema: unknown): Record<string, unknown> {
  if (!isRecord(schema)) return {};
  const alternatives = Array.isArray(schema["anyOf"]) ? schema["anyOf"].map(fieldsOf) : [];
  return Object.assign({}, ...alternatives, record(schema["properties"]));
}

/** Seconds since the epoch, where milliseconds would be a mistake; deadlines are some days ahead. */
function isRecent(time: number): boolean {
  return Number.isInteger(time) && Math.abs(time - Date.now() / 1000) < 30 * 86_400;
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
