import type { IncomingMessage } from "node:http";
import { readBody } from "../body.ts";
import { type FormMap, parseForm } from "../form.ts";
import { isRecord } from "../guards.ts";
import { invalid } from "../refusal.ts";

/** What a request to the console says, by query, form or JSON alike; fields that a person left empty are not there. */
export async function readConsoleForm(incoming: IncomingMessage, url: URL): Promise<FormMap> {
  const body = await readBody(incoming);
  const isQuery = body === "";
  const form = isJson(incoming) && !isQuery ? formOfJson(body) : parseForm(isQuery ? url.search.slice(1) : body);
  for (const [name, value] of form) if (value === "") form.delete(name);
  return form;
}

export function isJson(incoming: IncomingMessage): boolean {
  return incoming.headers["content-type"]?.startsWith("application/json") === true;
}

function formOfJson(body: string): FormMap {
  const form: FormMap = new Map();
  for (const [name, value] of Object.entries(recordOf(body))) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      form.set(name, String(value));
    } else if (value !== null) {
      throw invalid(`Invalid ${name}: must be a text, a number or a boolean`, { param: name });
    }
  }
  return form;
}

function recordOf(body: string): Record<string, unknown> {
  const wrong = invalid("The body must be a JSON object.");
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch {
    throw wrong;
  }
  throw wrong;
}
